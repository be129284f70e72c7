import type { PairedEnvironment } from './build-environment.ts'

/** `STOREFRONT_PRODUCTION_SITE_URL`, `…_API_URL`, `…_BUCKET` and so on: what changes, or is made up, with each world. */
export function environmentVariables(
  applicationId: string,
  environments: readonly PairedEnvironment[],
): Record<string, string> {
  const entries = environments.flatMap((environment) => {
    const prefix = `${applicationId}_${environment.environmentId}`.toUpperCase().replaceAll('-', '_')
    return [
      [`${prefix}_SITE_URL`, environment.siteUrl],
      [`${prefix}_API_URL`, environment.apiUrl],
      [`${prefix}_BUCKET`, environment.bucket],
      [`${prefix}_DISTRIBUTION_ID`, environment.distributionId],
      [`${prefix}_REPOSITORY`, environment.repository],
      [`${prefix}_CLUSTER`, environment.cluster],
      [`${prefix}_SERVICE`, environment.service],
    ]
  })
  return Object.fromEntries(entries)
}
