import { expect } from 'vitest'
import type { CellResult } from './fault-table.ts'

/** What is wrong with how a release ended: nothing when it is a success, or a failure that a person understands. */
export function untold({ release, broken }: CellResult): readonly string[] {
  const { status, failure, outcome, steps } = release
  const wrong = [...broken]
  if (steps.some(({ state }) => state === 'running' || state === 'pending'))
    wrong.push('a step has not ended')
  if (status === 'succeeded') return wrong
  if (status !== 'failed') wrong.push(`it is ${status}`)
  if (failure === null || failure.code === 'internal') wrong.push(`failure ${failure?.code}`)
  if (!failure?.title || !failure.remedy) wrong.push('no title or remedy')
  if (!/Nothing was changed\.|The backend .*[Tt]he frontend/.test(outcome))
    wrong.push(`the outcome does not say in which state the environment is: ${outcome}`)
  return wrong
}

export const nameOf = ({ cell }: CellResult): string => `${cell.operations.join(' and ')} ${cell.kind}`

export const told = ({ release, hits }: CellResult): string =>
  `${release.status} after ${hits.join(' and ')} hits: ${release.outcome} ${release.failure?.code ?? ''} ${release.failure?.title ?? ''} ${release.failure?.detail ?? ''}`

/** All of them at once, so that one run shows every cell that is wrong. */
export function expectNone(wrong: readonly (readonly [string, unknown])[]): void {
  expect(Object.fromEntries(wrong)).toEqual({})
}
