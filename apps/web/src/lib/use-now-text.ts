import { useSyncExternalStore } from 'react'
import { secondTicker } from './ticker.ts'

/** A text that depends on the time of day; renders again only when the text changes. */
export const useNowText = (format: (nowMilliseconds: number) => string): string =>
  useSyncExternalStore(secondTicker.subscribe, () => format(Date.now()))
