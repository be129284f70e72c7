import type { EnvironmentRef } from '@lockstep/shared-types/environment'

const of = ({ applicationId, environmentId }: EnvironmentRef) => [applicationId, environmentId] as const

/** Every key of the cache. A shorter key covers the longer ones that begin with it. */
export const queryKeys = {
  session: ['session'] as const,
  fleet: ['fleet'] as const,
  environment: (ref: EnvironmentRef) => ['environment', ...of(ref)] as const,
  drift: (ref: EnvironmentRef) => ['drift', ...of(ref)] as const,
  measurements: (ref: EnvironmentRef) => ['measurements', ...of(ref)] as const,
  artifacts: (ref: EnvironmentRef) => ['artifacts', ...of(ref)] as const,
  rollbackCandidates: (ref: EnvironmentRef) => ['rollback-candidates', ...of(ref)] as const,
  releases: ['releases'] as const,
  releasesOf: (ref: EnvironmentRef) => ['releases', 'of', ...of(ref)] as const,
  release: (releaseId: string) => ['release', releaseId] as const,
  releaseLog: (releaseId: string) => ['release-log', releaseId] as const,
  environmentRollout: (ref: EnvironmentRef) => ['environment-rollout', ...of(ref)] as const,
  rollout: (releaseId: string) => ['rollout', releaseId] as const,
  policy: (ref: EnvironmentRef) => ['policy', ...of(ref)] as const,
  audit: ['audit'] as const,
}
