import type { Outcome } from '../decision/decide.ts'

/** An outcome that holds the rollout where it is, whatever the measurements say; `words` are its own. */
export const paused = <T extends Outcome>(
  outcome: T,
  words: Pick<Outcome, 'sentence'> & Partial<Pick<Outcome, 'because' | 'severity'>>,
): T => ({
  ...outcome,
  decision: 'pause',
  verdict: 'fail',
  withinSeconds: null,
  automatic: true,
  isMissing: false,
  ...words,
})
