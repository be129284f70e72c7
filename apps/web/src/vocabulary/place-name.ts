import type { EnvironmentRef, EnvironmentSummary } from '@lockstep/shared-types/environment'

type Named = Pick<EnvironmentSummary, 'applicationId' | 'environmentId' | 'applicationName' | 'name'>
type Place = {
  readonly applicationId: EnvironmentRef['applicationId']
  readonly environmentId: EnvironmentRef['environmentId'] | null
}

/** Application and environment by name; by id where the fleet knows no name, as of a preview that is gone. */
export const placeName = (fleet: readonly Named[], { applicationId, environmentId }: Place): string => {
  const ofApplication = fleet.filter((one) => one.applicationId === applicationId)
  const application = ofApplication[0]?.applicationName ?? applicationId
  if (environmentId === null) return application
  const environment = ofApplication.find((one) => one.environmentId === environmentId)?.name ?? environmentId
  return `${application} ${environment}`
}
