import type { Problem } from '@lockstep/shared-types/problem'
import type { Reading } from '../reading.ts'
import type { Observation } from './observation.ts'
import { moment, span } from './words.ts'

/**
 * The observation without what was read too long before it ended: such a reading counts as not read, with the reason.
 * No rule can then call something good by what a cache or a slow source said earlier.
 */
export function freshOnly(observation: Observation, limitSeconds: number): Observation {
  const seenAt = Date.parse(observation.observedAt)
  const fresh = (part: unknown): unknown => {
    if (isReading(part)) {
      const ageSeconds = (seenAt - Date.parse(part.readAt)) / 1000
      return ageSeconds > limitSeconds ? tooOld(part, ageSeconds, limitSeconds) : part
    }
    return isGroup(part) ? mapValues(part, fresh) : part
  }
  return mapValues(observation, fresh)
}

const tooOld = ({ source, readAt }: Reading<unknown>, ageSeconds: number, limit: number): Reading<never> => {
  const problem: Problem = {
    code: 'reading-too-old',
    title: `It was read ${span(ageSeconds)} before (${moment(readAt)}), and counts for ${span(limit)}.`,
    detail: source,
    remedy: 'Lockstep reads it again with the next drift check.',
  }
  return { state: 'unreadable', problem, source, readAt }
}

const isGroup = (part: unknown): part is object =>
  typeof part === 'object' && part !== null && !Array.isArray(part)

const isReading = (part: unknown): part is Reading<unknown> =>
  isGroup(part) && 'state' in part && 'readAt' in part && 'source' in part

const mapValues = <T extends object>(part: T, change: (value: unknown) => unknown): T =>
  Object.fromEntries(Object.entries(part).map(([key, value]) => [key, change(value)])) as T
