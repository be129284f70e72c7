import type { Reading } from '../../domain/reading.ts'
import { isRetryable } from '../../domain/release/retryable.ts'

/**
 * Remembers what was read last, for what AWS may be too busy to tell each time. Its own time stays with it, so that it
 * counts only as long as anything else that was read then.
 */
export function createLastKnown<T>() {
  const known = new Map<string, Reading<T>>()
  return {
    /** What came, in time or too late for the observation that asked. */
    note(key: string, reading: Reading<T>): Reading<T> {
      if (reading.state !== 'unreadable') known.set(key, reading)
      return reading
    },
    /** The last one where this read failed for a reason that passes by itself. */
    orLast: (key: string, reading: Reading<T>): Reading<T> =>
      reading.state === 'unreadable' && isRetryable(reading.problem) ? (known.get(key) ?? reading) : reading,
  }
}
