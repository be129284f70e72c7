import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import { environment as fixture } from '../domain/drift/testing/drift-fixture.ts'
import type { Environment } from '../domain/environment.ts'

/** An environment of the simulator as a configuration would describe it, whose steps wait no longer than a test does. */
export function impatient(
  built: PairedEnvironment,
  options: {
    readonly applicationId: string
    readonly region: string
    readonly stepTimeoutSeconds: number
  },
): Environment {
  const { applicationId, region, stepTimeoutSeconds } = options
  const { VITE_API_URL: _endpoint, ...settings } = built.settings
  return {
    ...fixture,
    applicationId,
    environmentId: built.environmentId,
    aws: { region, roleArn: null, externalId: null },
    backend: {
      ...fixture.backend,
      cluster: built.cluster,
      service: built.service,
      container: built.container,
      repository: built.repository,
      url: built.apiUrl,
    },
    frontend: {
      ...fixture.frontend,
      bucket: built.bucket,
      distributionId: built.distributionId,
      url: built.siteUrl,
    },
    settings,
    forbiddenValues: [],
    release: { ...fixture.release, watchSeconds: 0, pollSeconds: 0.1, stepTimeoutSeconds },
    thresholds: [],
  }
}
