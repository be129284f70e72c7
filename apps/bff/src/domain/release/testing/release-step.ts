import type { ReleaseStep } from '@lockstep/shared-types/release'

/** A step of a release that is so far, with nothing else said of it. */
export const releaseStep = (id: ReleaseStep['id'], state: ReleaseStep['state']): ReleaseStep => ({
  id,
  state,
  startedAt: null,
  endedAt: null,
  expectedSeconds: 1,
  expectedBasis: 'default',
  attempt: 1,
  progress: null,
  detail: null,
  failure: null,
})
