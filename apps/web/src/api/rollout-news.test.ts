import { expect, test } from 'vitest'
import { outdatedBy } from './apply-live-event.ts'
import { queryKeys } from './query-keys.ts'
import { createRolloutNews } from './rollout-news.ts'

const looked = {
  type: 'rollout.updated',
  applicationId: 'shop',
  environmentId: 'production',
  releaseId: 'r1',
  revision: 3,
  phase: 'baking',
} as const

test('a rollout that is looked at once more is no news, a change of it is', () => {
  const isNews = createRolloutNews()
  expect(
    [looked, looked, { ...looked, revision: 4 }, { ...looked, revision: 4, phase: 'held' as const }].map(
      isNews,
    ),
  ).toEqual([true, false, true, true])
  expect(isNews({ ...looked, releaseId: 'r2' })).toBe(true)
})

test('any other event is news each time', () => {
  const isNews = createRolloutNews()
  const event = { type: 'measurements.updated', applicationId: 'a', environmentId: 'b', readAt: '' } as const
  expect([event, event].map(isNews)).toEqual([true, true])
})

test('the fleet is read again by news alone, the rollout itself each time', () => {
  expect(outdatedBy(looked, true)).toContainEqual(queryKeys.fleet)
  expect(outdatedBy(looked, false)).toEqual([queryKeys.rollout('r1'), queryKeys.environmentRollout(looked)])
})
