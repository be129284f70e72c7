import { sameAsRunning } from '../../domain/drift/as-one-image.ts'
import type { Artifact } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { VersionHold } from '@lockstep/shared-types/version-hold'
import type { Observation } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { WhereDeployed } from './ports.ts'

export type WhereDeployedDeps = {
  readonly environments: readonly Environment[]
  /** What was last observed; null before the first drift check. */
  readonly readObservation: (ref: EnvironmentRef) => Promise<Observation | null>
  readonly readHistory: (applicationId: string) => Promise<ReadonlyMap<string, Artifact['deployedBefore']>>
  /** By digest, what speaks against a version in one environment. */
  readonly readHolds: (ref: EnvironmentRef) => Promise<ReadonlyMap<string, VersionHold>>
}

/** Where images run now, by what the tasks were last seen to run, and where they ran before, by Lockstep's releases. */
export function createWhereDeployed(deps: WhereDeployedDeps): WhereDeployed {
  return async (applicationId) => {
    const ours = deps.environments.filter((environment) => environment.applicationId === applicationId)
    const now = new Map<string, string[]>()
    for (const environment of ours) {
      const observation = await deps.readObservation(environment)
      if (observation?.runningImage.state !== 'read') continue
      const { digest: running } = observation.runningImage.value
      for (const digest of [running, ...sameAsRunning(observation)])
        now.set(digest, [...(now.get(digest) ?? []), environment.environmentId])
    }
    const holds = new Map<string, Artifact['holds']>()
    for (const environment of ours)
      for (const [digest, hold] of await deps.readHolds(environment))
        holds.set(digest, [
          ...(holds.get(digest) ?? []),
          { ...hold, environmentId: environment.environmentId },
        ])
    const history = await deps.readHistory(applicationId)
    const before = new Map(
      [...history].map(([digest, releases]) => [
        digest,
        releases.filter(({ environmentId }) => !now.get(digest)?.includes(environmentId)),
      ]),
    )
    return { now, before, holds }
  }
}
