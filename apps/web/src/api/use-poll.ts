import { useConnectionStatus } from './live.ts'

/** How often to read again: rarely while the stream says what is new, often while it is down. */
export const usePollMilliseconds = (live: number | false, offline: number): number | false =>
  useConnectionStatus() === 'live' ? live : offline
