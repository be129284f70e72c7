import type { LiveEvent } from '@lockstep/shared-types/live-event'

/**
 * Whether an event says more than that a rollout was looked at once more: hundreds of rollouts, each looked at every
 * few seconds, must not have the fleet read again each time.
 */
export const createRolloutNews = () => {
  const seen = new Map<string, string>()
  return (event: LiveEvent): boolean => {
    if (event.type !== 'rollout.updated') return true
    const state = `${event.revision} ${event.phase}`
    if (seen.get(event.releaseId) === state) return false
    seen.set(event.releaseId, state)
    return true
  }
}
