import { LiveEvent } from '@lockstep/shared-types/live-event'
import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { outdatedBy } from './apply-live-event.ts'
import { openEventStream } from './event-stream.ts'
import { createInvalidationBatch } from './invalidation-batch.ts'
import { outdate } from './outdate.ts'
import { addLogEntry } from './release-log.ts'
import { createRolloutNews } from './rollout-news.ts'
import {
  electLeader,
  openSharedChannel,
  type ChannelMessage,
  type ConnectionStatus,
} from './shared-channel.ts'

const eventsUrl = '/api/v1/events'
const collectMilliseconds = 80

const listeners = new Set<() => void>()
let status: ConnectionStatus = 'connecting'

const setStatus = (next: ConnectionStatus): void => {
  status = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Whether what happens on the server reaches this page. */
export const useConnectionStatus = (): ConnectionStatus => useSyncExternalStore(subscribe, () => status)

/** Keeps the cache up to date from one event stream per browser. Returns how to stop it. */
export const startLiveEvents = (queryClient: QueryClient): (() => void) => {
  const stopped = new AbortController()
  const outdateSoon = createInvalidationBatch(
    (queryKey) => outdate(queryClient, queryKey),
    (callback) => setTimeout(callback, collectMilliseconds),
  )

  const isNews = createRolloutNews()
  const handle = (message: ChannelMessage): void => {
    switch (message.kind) {
      case 'hello':
        return
      case 'status':
        return setStatus(message.status)
      case 'gap':
        return outdate(queryClient, [])
      case 'event': {
        const event = parseEvent(message.message.data)
        if (event?.type === 'release.log') addLogEntry(queryClient, event.entry)
        if (event !== null) outdateSoon(outdatedBy(event, isNews(event)))
      }
    }
  }

  let isLeader = false
  const channel = openSharedChannel((message) => {
    if (message.kind !== 'hello') handle(message)
    else if (isLeader) channel.post({ kind: 'status', status })
  })
  const tellAll = (message: ChannelMessage): void => {
    handle(message)
    channel.post(message)
  }
  channel.post({ kind: 'hello' })

  electLeader(() => {
    // This tab followed another that is gone: events may have fallen between the two.
    if (status !== 'connecting') tellAll({ kind: 'gap' })
    isLeader = true
    const close = openEventStream({
      open: () => new EventSource(eventsUrl),
      onMessage: (message) => tellAll({ kind: 'event', message }),
      onConnected: (connected) => tellAll({ kind: 'status', status: connected ? 'live' : 'offline' }),
      onGap: () => tellAll({ kind: 'gap' }),
      later: (callback, milliseconds) => {
        const timer = setTimeout(callback, milliseconds)
        return () => clearTimeout(timer)
      },
      random: Math.random,
    })
    stopped.signal.addEventListener('abort', close)
  }, stopped.signal)

  return () => {
    stopped.abort()
    channel.close()
  }
}

/** An event of a newer server, which this page does not know, is left alone. */
const parseEvent = (data: string): LiveEvent | null => {
  try {
    return LiveEvent.safeParse(JSON.parse(data)).data ?? null
  } catch {
    return null
  }
}
