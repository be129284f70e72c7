import type { Release, ReleaseStepId } from '@lockstep/shared-types/release'

/** What a release that runs does to what drift checks look at: the main halves. */
export type Ongoing = {
  /** It changes them now, so that differences are its work. */
  readonly changesMain: boolean
  /** The version that answers beside the main backend, to whoever asks; null when none does. */
  readonly candidateVersion: string | null
}

export const nothingOngoing: Ongoing = { changesMain: false, candidateVersion: null }

/**
 * A rollout may last for weeks. A flag changes nothing of what is deployed, and as long as a candidate has its own service
 * the main halves stay as they were: what differs there is drift, as ever.
 */
export function ongoing({
  kind,
  strategy,
  steps,
  artifact,
}: Pick<Release, 'kind' | 'strategy' | 'steps' | 'artifact'>): Ongoing {
  if (kind === 'rollout') return nothingOngoing
  const at = (id: ReleaseStepId): number => steps.findIndex((step) => step.id === id)
  const hasOwnService = strategy === 'stages' && at('candidate-update') !== -1
  const current = steps.findIndex(({ state }) => state === 'running' || state === 'pending')
  if (!hasOwnService || current === -1 || current > at('rollout'))
    return { changesMain: true, candidateVersion: null }
  // With pairs only calls with the candidate's cookie reach it.
  const isShared = at('candidate-publish') === -1 && current === at('rollout')
  return { changesMain: false, candidateVersion: isShared ? (artifact?.version ?? null) : null }
}
