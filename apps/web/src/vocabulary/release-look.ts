import { activeReleaseStatuses, type ReleaseStatus, type ReleaseStepId } from '@lockstep/shared-types/release'
import type { ReleaseKind, ReleaseScope } from '@lockstep/shared-types/release-kind'
import type { StatusLook } from '../ui/badge.tsx'

export const releaseLook = {
  queued: { tone: 'info', icon: 'waiting', word: 'Queued' },
  running: { tone: 'info', icon: 'running', word: 'Running' },
  watching: { tone: 'info', icon: 'running', word: 'Watching' },
  'awaiting-decision': { tone: 'warn', icon: 'warning', word: 'Needs a decision' },
  aborting: { tone: 'warn', icon: 'running', word: 'Aborting' },
  succeeded: { tone: 'ok', icon: 'check', word: 'Succeeded' },
  failed: { tone: 'bad', icon: 'cross', word: 'Failed' },
  aborted: { tone: 'idle', icon: 'stopped', word: 'Aborted' },
} as const satisfies Record<ReleaseStatus, StatusLook>

export const isActive = (status: ReleaseStatus): boolean =>
  activeReleaseStatuses.some((active) => active === status)

export const releaseKindWord = {
  deploy: 'Deploy',
  rollback: 'Rollback',
  promote: 'Promotion',
  publish: 'Publication',
  invalidate: 'Invalidation',
  rollout: 'Rollout',
} as const satisfies Record<ReleaseKind, string>

export const releaseScopeWord = {
  both: 'both halves',
  backend: 'backend only',
  frontend: 'frontend only',
} as const satisfies Record<ReleaseScope, string>

export const releaseStepName = {
  preflight: 'Preflight',
  'candidate-update': 'Prepare the candidate',
  'candidate-publish': "Publish the candidate's pages",
  'candidate-steady': 'Candidate is steady',
  rollout: 'Roll out in stages',
  'backend-update': 'Update the service',
  'backend-start': 'New tasks start',
  'frontend-publish': 'Publish the frontend',
  invalidate: 'Invalidate the edge',
  'backend-steady': 'Service is steady',
  health: 'Health',
  'invalidation-done': 'Invalidation is done',
  'edge-version': 'Edge serves the new version',
  endpoint: 'Bundle calls the right backend',
  'rollout-finish': 'All traffic on the main service',
  watch: 'Watch',
  tidy: 'Tidy up',
} as const satisfies Record<ReleaseStepId, string>

/** `Deploy of v20250929-101500`, `Invalidation`. */
export const releaseTitle = (release: {
  readonly kind: ReleaseKind
  readonly artifact: { readonly version: string } | null
}): string => {
  const kind = releaseKindWord[release.kind]
  if (release.artifact === null) return kind
  return `${kind} ${release.kind === 'rollback' ? 'to' : 'of'} ${release.artifact.version}`
}
