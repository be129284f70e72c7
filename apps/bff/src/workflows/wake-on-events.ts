import type { LiveEvent } from '@lockstep/shared-types/live-event'

export type LiveSubscribe = (
  lastEventId: null,
  onEvent: (stored: { readonly event: LiveEvent }) => void,
) => () => void

/**
 * Wakes a release that waits in this process when it is aborted, decided or controlled by way of another replica, which
 * can only wake its own. A look that changes nothing a person should have seen keeps the revision, so that a release does
 * not wake itself for ever. Gives the way to stop.
 */
export function wakeOnEvents(subscribe: LiveSubscribe, wake: (releaseId: string) => void): () => void {
  const revisions = new Map<string, number>()
  return subscribe(null, ({ event }) => {
    if (event.type === 'release.updated' && event.status === 'aborting') wake(event.releaseId)
    if (event.type !== 'rollout.updated') return
    const { releaseId, revision, phase } = event
    const isNews = revisions.get(releaseId) !== revision
    if (phase === 'ended') revisions.delete(releaseId)
    else revisions.set(releaseId, revision)
    if (isNews) wake(releaseId)
  })
}
