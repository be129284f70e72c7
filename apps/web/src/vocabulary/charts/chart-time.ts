import { formatClock } from '../../lib/format-time.ts'
import type { Span } from './chart-line.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const shortestView = 5 * minute

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * minute)

/** Moments for the axis at round times of the reader's clock, at most so many. */
export const timeTicks = (
  { from, to }: Span,
  atMost: number,
  offsetMilliseconds = -new Date(from).getTimezoneOffset() * minute,
): readonly number[] => {
  const step = steps.find((one) => (to - from) / one <= atMost) ?? day * Math.ceil((to - from) / day / atMost)
  const first = Math.ceil((from + offsetMilliseconds) / step) * step - offsetMilliseconds
  return Array.from(
    { length: Math.max(0, Math.floor((to - first) / step) + 1) },
    (_, index) => first + index * step,
  )
}

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' })

/** `13:15`; over more than a day `Fri 13:15`. */
export const formatMoment = (at: number, { from, to }: Span): string =>
  to - from > day ? `${weekday.format(at)} ${formatClock(at)}` : formatClock(at)

/** The part of the window that was asked for, neither too short nor beyond its edges; null for all of it. */
export const clampView = (asked: Span, window: Span): Span | null => {
  const length = Math.max(asked.to - asked.from, shortestView)
  if (length >= window.to - window.from) return null
  const from = Math.min(Math.max(asked.from, window.from), window.to - length)
  return { from, to: from + length }
}

/** Wider or narrower around a moment, which stays where it is on the screen. */
export const zoomAround = (view: Span, window: Span, at: number, factor: number): Span | null => {
  const share = (at - view.from) / (view.to - view.from)
  const length = (view.to - view.from) * factor
  return clampView({ from: at - share * length, to: at + (1 - share) * length }, window)
}

/** A zoom outlives a refresh of the data; one that has moved out of the window ends. */
export const keptView = (view: Span | null, window: Span): Span | null =>
  view === null || view.to <= window.from || view.from >= window.to ? null : clampView(view, window)

/** The moment nearest to where the pointer is; null when there is none. */
export const nearest = (moments: readonly number[], at: number): number | null =>
  moments.reduce<number | null>(
    (best, one) => (best === null || Math.abs(one - at) < Math.abs(best - at) ? one : best),
    null,
  )

const pageSteps = 10

/** Where a key moves the cursor among the moments; null when the key does not move it. */
export const moveCursor = (moments: readonly number[], at: number | null, key: string): number | null => {
  const last = moments.length - 1
  if (last < 0) return null
  const now = at === null ? last : moments.indexOf(nearest(moments, at) ?? 0)
  const to = (index: number) => moments[Math.min(last, Math.max(0, index))] ?? null
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return to(at === null ? last : now - 1)
    case 'ArrowRight':
    case 'ArrowUp':
      return to(at === null ? last : now + 1)
    case 'PageDown':
      return to(now - pageSteps)
    case 'PageUp':
      return to(now + pageSteps)
    case 'Home':
      return to(0)
    case 'End':
      return to(last)
    default:
      return null
  }
}

/** The windows that are offered, in hours. */
export const windowHours = [1, 3, 24, 72] as const

/** The smallest window that shows everything since a moment, with a quarter of an hour before it. */
export const hoursSince = (iso: string, nowMilliseconds: number): number => {
  const hours = (nowMilliseconds - Date.parse(iso)) / hour + 0.25
  return windowHours.find((one) => one >= hours) ?? windowHours[3]
}
