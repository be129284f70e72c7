import type { StreamMessage } from './event-stream.ts'

/** `connecting` before the first answer; `offline` after a connection was lost. */
export type ConnectionStatus = 'connecting' | 'live' | 'offline'

/** What the tabs of one browser tell each other. */
export type ChannelMessage =
  | { readonly kind: 'hello' }
  | { readonly kind: 'status'; readonly status: ConnectionStatus }
  | { readonly kind: 'gap' }
  | { readonly kind: 'event'; readonly message: StreamMessage }

export type SharedChannel = {
  /** Tells the other tabs. */
  readonly post: (message: ChannelMessage) => void
  readonly close: () => void
}

const name = 'lockstep.live'

/** Without BroadcastChannel each tab is on its own. */
export const openSharedChannel = (onMessage: (message: ChannelMessage) => void): SharedChannel => {
  if (typeof BroadcastChannel === 'undefined') return { post: () => {}, close: () => {} }
  const channel = new BroadcastChannel(name)
  channel.addEventListener('message', (event: MessageEvent<ChannelMessage>) => onMessage(event.data))
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target; it never leaves the origin
  return { post: (message) => channel.postMessage(message), close: () => channel.close() }
}

/**
 * Runs `lead` in one tab of the browser at a time; when that tab closes, another takes over.
 * Without Web Locks (no secure context) every tab leads for itself.
 */
export const electLeader = (lead: () => void, signal: AbortSignal): void => {
  if (!('locks' in navigator)) {
    lead()
    return
  }
  const untilClosed = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  navigator.locks
    .request(name, { signal }, () => {
      lead()
      return untilClosed
    })
    // Aborted while it waited for its turn: the page is closing.
    .catch(() => {})
}
