import type { LiveEvent } from '@lockstep/shared-types/live-event'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { HttpEnv } from './http-env.ts'

/** One pushed event with its place in the sequence. */
export type NumberedLiveEvent = { readonly id: number; readonly event: LiveEvent }

export interface LiveEventSource {
  /** Id of the newest event. */
  latestId(): Promise<number>
  /** Calls back for every event after `afterId`, in order, first the stored ones, then the new ones. Returns how to stop. */
  subscribe(afterId: number, onEvent: (event: NumberedLiveEvent) => void): () => void
}

export type LiveStreamDeps = { readonly liveEvents: LiveEventSource; readonly heartbeatMilliseconds: number }

/** Server-sent events. A page that reconnects with `Last-Event-ID` misses nothing that is still stored. */
export const liveStreamRoutes = ({ liveEvents, heartbeatMilliseconds }: LiveStreamDeps) =>
  new Hono<HttpEnv>().get('/events', (c) => {
    const lastEventId = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? Number.NaN)
    c.header('cache-control', 'no-store')
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async (stream) => {
      const afterId = Number.isSafeInteger(lastEventId) ? lastEventId : await liveEvents.latestId()
      await stream.writeSSE({
        event: 'hello',
        data: JSON.stringify({ afterId }),
        id: String(afterId),
        retry: 1000,
      })
      await new Promise<void>((resolve) => {
        const unsubscribe = liveEvents.subscribe(afterId, ({ id, event }) => {
          void stream.writeSSE({ id: String(id), data: JSON.stringify(event) })
        })
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
  })
