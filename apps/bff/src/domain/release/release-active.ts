import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Problem } from '@lockstep/shared-types/problem'
import { environmentKey } from '../environment.ts'

/** Why nothing else may start in an environment: `releaseId` runs there; null when it has just ended. */
export const releaseActive = (ref: EnvironmentRef, releaseId: string | null): Problem => ({
  code: 'release-active',
  title: 'Another release runs in this environment.',
  detail: environmentKey(ref),
  remedy:
    'Follow that release, or abort it first. If users suffer from it, press Emergency: that stops it and goes back at once.',
  ...(releaseId === null ? {} : { releaseId }),
})
