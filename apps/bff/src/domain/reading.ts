import type { Problem } from '@lockstep/shared-types/problem'

/**
 * A value that was read from somewhere, or the reason why it could not be.
 * `absent` is a fact (the thing was looked for and is not there); `unreadable` is not knowing.
 */
export type Reading<T> =
  | ReadValue<T>
  | {
      readonly state: 'absent'
      readonly source: string
      readonly readAt: string
      /** What is there in its place and is not it: a page, or bytes that are no text. Left out when nothing is. */
      readonly instead?: 'html' | 'undecodable'
      /** The HTTP status that says so. */
      readonly status?: number
    }
  | {
      readonly state: 'unreadable'
      readonly problem: Problem
      readonly source: string
      readonly readAt: string
    }

export type ReadValue<T> = {
  readonly state: 'read'
  readonly value: T
  readonly source: string
  readonly readAt: string
}

/** Keeps source and time, and passes on what is not there or not known. */
export function mapReading<T, U>(reading: Reading<T>, change: (value: T) => U): Reading<U> {
  return reading.state === 'read' ? { ...reading, value: change(reading.value) } : reading
}

/** The value, or null when it is absent or could not be read. Only for display; a check must tell the two apart. */
export function valueOf<T>(reading: Reading<T>): T | null {
  return reading.state === 'read' ? reading.value : null
}
