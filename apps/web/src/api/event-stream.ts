/** What the browser's EventSource offers of what is needed here, so that a test can stand in for it. */
export type EventSourceLike = EventTarget & { readonly readyState: number; close: () => void }

export type StreamMessage = { readonly sequence: number; readonly data: string }

type Deps = {
  readonly open: () => EventSourceLike
  readonly onMessage: (message: StreamMessage) => void
  readonly onConnected: (connected: boolean) => void
  /** Events may have been missed: what is known has to be read again. */
  readonly onGap: () => void
  /** Calls back after a delay; returns a function that takes it back. */
  readonly later: (callback: () => void, milliseconds: number) => () => void
  /** 0 to 1, spreads the clients of a restarted server. */
  readonly random: () => number
}

const closed = 2
const firstDelayMilliseconds = 500
const longestDelayMilliseconds = 15_000

/**
 * An event stream that never gives up. The browser reconnects by itself and names the last event it saw;
 * but after an answer such as 503 it gives up for good, so the stream is made anew, later and later.
 */
export const openEventStream = (deps: Deps): (() => void) => {
  let failures = 0
  let source: EventSourceLike | null = null
  let takeBack: (() => void) | null = null
  let lastSequence: number | null = null
  let everOpened = false

  const connect = () => {
    takeBack = null
    const opened = deps.open()
    source = opened
    // A new source does not name the last event, so what came between is lost.
    let isNew = everOpened
    opened.addEventListener('open', () => {
      failures = 0
      everOpened = true
      deps.onConnected(true)
      if (isNew) {
        lastSequence = null
        deps.onGap()
      }
      isNew = false
    })
    opened.addEventListener('message', (event) => {
      if (!(event instanceof MessageEvent)) return
      const sequence = Number.parseInt(event.lastEventId, 10)
      if (lastSequence !== null && sequence > lastSequence + 1) deps.onGap()
      if (Number.isFinite(sequence)) lastSequence = sequence
      deps.onMessage({ sequence, data: String(event.data) })
    })
    // Too much has happened since the last event that the browser named.
    opened.addEventListener('reset', (event) => {
      const sequence = event instanceof MessageEvent ? Number.parseInt(event.lastEventId, 10) : Number.NaN
      lastSequence = Number.isFinite(sequence) ? sequence : null
      deps.onGap()
    })
    opened.addEventListener('error', () => {
      deps.onConnected(false)
      if (opened.readyState !== closed) return
      opened.close()
      const delay = Math.min(longestDelayMilliseconds, firstDelayMilliseconds * 2 ** failures)
      failures += 1
      takeBack = deps.later(connect, delay * (0.7 + 0.6 * deps.random()))
    })
  }

  connect()
  return () => {
    takeBack?.()
    source?.close()
  }
}
