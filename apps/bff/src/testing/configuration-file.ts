import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'

export const applicationId = 'storefront'

/** The configuration of one simulated environment, as a file would say it. JSON is YAML. */
export const configurationFile = (built: PairedEnvironment): string =>
  JSON.stringify({ applications: [{ id: applicationId, environments: [fileEnvironment(built)] }] }, null, 2)

/** One simulated environment of the file. */
export function fileEnvironment(built: PairedEnvironment) {
  const { VITE_API_URL: _endpoint, ...settings } = built.settings
  return {
    id: built.environmentId,
    protected: true,
    aws: { region: 'eu-west-1' },
    backend: {
      cluster: built.cluster,
      service: built.service,
      container: built.container,
      repository: built.repository,
      url: built.apiUrl,
    },
    frontend: { bucket: built.bucket, distributionId: built.distributionId, url: built.siteUrl },
    settings: { ...settings, VITE_BUILD_VERSION: '{version}', VITE_BUILD_TIME: '{any}' },
    // Only releases shall call AWS while a test watches them.
    monitor: { interval: '1h', activeInterval: '1h' },
    drift: { staleAfter: '2h' },
    // What one later release has replaced is tidied away at once, so that tidying has something to do.
    release: { watch: '2s', poll: '1s', stepTimeout: '60s', retention: { releases: 1, days: 0 } },
  }
}
