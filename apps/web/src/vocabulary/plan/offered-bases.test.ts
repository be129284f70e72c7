import { expect, test } from 'vitest'
import { offeredBases } from './offered-bases.ts'

const arn = (revision: number) => `arn:aws:ecs:eu-central-1:1:task-definition/shop:${revision}`
const change = (name: string) => ({
  path: `containerDefinitions.api.environment.${name}`,
  before: 'a',
  after: 'b',
})

test('only what runs is nothing to choose from', () => {
  expect(offeredBases({ from: arn(2), newer: null, released: null })).toEqual({
    items: [{ value: 'running', label: 'shop:2, which runs' }],
    notes: [],
  })
})

test('what was released is offered beside what was changed by hand, with all that it takes back', () => {
  const released = { arn: arn(1), changes: [change('DB_URL'), change('LEVEL')] }
  const { items, notes } = offeredBases({ from: arn(2), newer: null, released })
  expect(items.map(({ value, label }) => `${value}: ${label}`)).toEqual([
    'running: shop:2, which runs',
    'released: shop:1, as released',
  ])
  expect(notes).toEqual([expect.stringMatching(/takes back what was changed since: .*DB_URL, .*LEVEL\.$/)])
})

test('the newest and the released one are offered together', () => {
  const newer = { arn: arn(3), changes: [change('PRICES')] }
  const { items, notes } = offeredBases({
    from: arn(2),
    newer,
    released: { arn: arn(1), changes: [change('DB_URL')] },
  })
  expect(items.map(({ value }) => value)).toEqual(['running', 'newest', 'released'])
  expect(notes).toHaveLength(2)
})
