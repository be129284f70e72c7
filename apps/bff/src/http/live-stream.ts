import { LiveEvent } from '@lockstep/shared-types/live-event'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { describeStream } from './describe.ts'
import type { HttpEnv } from './http-env.ts'

/** One pushed event with its place in the sequence. */
export type NumberedLiveEvent = { readonly id: number; readonly event: LiveEvent }

export interface LiveEventSource {
  /**
   * Calls back for every event after `afterId` (null: from now on), in order; where those are too many, or no longer
   * known, with the newest id alone, to go on from there. Returns how to stop.
   */
  subscribe(
    afterId: number | null,
    onEvent: (event: NumberedLiveEvent) => void,
    onMissed: (newestId: number) => void,
  ): () => void
}

export type LiveStreamDeps = { readonly liveEvents: LiveEventSource; readonly heartbeatMilliseconds: number }

/**
 * Server-sent events. A page that reconnects with `Last-Event-ID` gets what it missed, or where that is too much, an
 * event `reset`: it has to read everything anew.
 */
export const liveStreamRoutes = ({ liveEvents, heartbeatMilliseconds }: LiveStreamDeps) =>
  new Hono<HttpEnv>().get(
    '/events',
    describeStream('live', 'What changes, pushed as it is known.', LiveEvent),
    (c) => {
      const lastEventId = Number.parseInt(c.req.header('last-event-id') ?? c.req.query('after') ?? '', 10)
      c.header('cache-control', 'no-store')
      c.header('x-accel-buffering', 'no')
      return streamSSE(c, async (stream) => {
        await stream.writeSSE({ event: 'hello', data: '', retry: 1000 })
        await new Promise<void>((resolve) => {
          const unsubscribe = liveEvents.subscribe(
            Number.isSafeInteger(lastEventId) ? lastEventId : null,
            (live) => {
              void stream.writeSSE({ id: String(live.id), data: JSON.stringify(live.event) })
            },
            (newestId) => void stream.writeSSE({ event: 'reset', id: String(newestId), data: '{}' }),
          )
          const heartbeat = setInterval(
            () => void stream.writeSSE({ event: 'beat', data: '' }),
            heartbeatMilliseconds,
          )
          stream.onAbort(() => {
            clearInterval(heartbeat)
            unsubscribe()
            resolve()
          })
        })
      })
    },
  )
