import type { CheckResult } from '../drift/rule.ts'

const told = 2

/** What drift the last look of the watch window found, for the outcome of the release; null when no check fails. */
export function driftSentence(
  checks: readonly Pick<CheckResult, 'id' | 'status' | 'sentence'>[],
): string | null {
  const failing = checks.filter(({ status }) => status === 'fail')
  if (failing.length === 0) return null
  const sentences = failing.slice(0, told).map(({ id, sentence }) => `${id}: ${sentence}`)
  const more = failing.slice(told).map(({ id }) => id)
  const rest = more.length === 0 ? [] : [`Also failing: ${more.join(', ')}.`]
  return ['But there is drift.', ...sentences, ...rest].join(' ')
}
