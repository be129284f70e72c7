import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { neverRolls } from './roll-limits.ts'
import { service } from './testing/drift-fixture.ts'

const judge = (desired: number, minimumHealthyPercent: number, maximumPercent: number, running = desired) =>
  neverRolls({ ...service, desired, running, rolls: { minimumHealthyPercent, maximumPercent } })

it.each([
  [1, 50, 150, 'never'],
  [1, 100, 150, 'never'],
  [1, 50, 199, 'never'],
  // As the developer guide says: 75 % of two are two.
  [2, 75, 125, 'never'],
  [3, 67, 133, 'never'],
  [3, 66, 133, 'rolls'],
  [1, 100, 200, 'rolls'],
  [1, 0, 100, 'rolls'],
  [2, 50, 100, 'rolls'],
  [2, 100, 150, 'rolls'],
  [4, 75, 100, 'rolls'],
  [0, 50, 150, 'rolls'],
])('%i tasks between %i and %i percent: %s', (desired, least, most, expected) => {
  expect(judge(desired, least, most) === null ? 'rolls' : 'never').toBe(expected)
})

it('says nothing of a service that ECS replaces another way, nor of one of which no task runs', () => {
  expect(neverRolls(service)).toBeNull()
  expect(judge(1, 50, 150, 0)).toBeNull()
})

it('says what to change, and that is enough', () => {
  expect(judge(1, 50, 150)).toEqual({
    sentence:
      'neither stop an old task nor start a new one: of 1 task at least 1 must stay healthy (minimumHealthyPercent 50, rounded up), and at most 1 may run (maximumPercent 150, rounded down)',
    remedy:
      'Set maximumPercent of the service to 200 or more, or minimumHealthyPercent to 0 (nothing then serves while the task is replaced).',
  })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), (desired) => {
      const [, more, fewer] = /to (\d+) or more, or minimumHealthyPercent to (\d+)/.exec(
        judge(desired, 100, 100)?.remedy ?? '',
      )!
      expect(judge(desired, 100, Number(more))).toBeNull()
      expect(judge(desired, Number(fewer), 100)).toBeNull()
    }),
  )
})
