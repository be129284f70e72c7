import type { ReleaseStep } from '@lockstep/shared-types/release'

/**
 * Seconds left by the expected durations; null when all steps have ended, or when the running step takes
 * longer than expected, because then nobody knows.
 */
export function etaSeconds(
  steps: readonly Pick<ReleaseStep, 'state' | 'startedAt' | 'expectedSeconds'>[],
  now: Date,
): number | null {
  let seconds = 0
  let unfinished = false
  for (const step of steps) {
    if (step.state === 'pending') {
      unfinished = true
      seconds += step.expectedSeconds
    }
    if (step.state === 'running' && step.startedAt !== null) {
      unfinished = true
      const left = step.expectedSeconds - (now.getTime() - Date.parse(step.startedAt)) / 1000
      if (left < 0) return null
      seconds += left
    }
    if (step.state === 'failed' || step.state === 'aborted') return null
  }
  return unfinished ? Math.round(seconds) : null
}
