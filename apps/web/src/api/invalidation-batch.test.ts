import { expect, test } from 'vitest'
import { outdatedBy } from './apply-live-event.ts'
import { createInvalidationBatch } from './invalidation-batch.ts'

const drift = (environmentId: string) =>
  outdatedBy({
    type: 'drift.updated',
    applicationId: 'shop',
    environmentId,
    status: 'ok',
    observedAt: '2026-11-20T12:00:00.000Z',
  })

test('a burst of events reads the fleet once and each environment once', () => {
  const read: string[] = []
  const due: (() => void)[] = []
  const batch = createInvalidationBatch(
    (key) => read.push(key.join('/')),
    (callback) => void due.push(callback),
  )
  for (const id of ['staging', 'production', 'staging']) batch(drift(id))
  expect(read).toEqual([])
  expect(due).toHaveLength(1)
  due[0]?.()
  expect(read.toSorted()).toEqual([
    'drift/shop/production',
    'drift/shop/staging',
    'environment/shop/production',
    'environment/shop/staging',
    'fleet',
  ])
})

test('what comes after a turn starts the next one', () => {
  const due: (() => void)[] = []
  const batch = createInvalidationBatch(
    () => {},
    (callback) => void due.push(callback),
  )
  batch(drift('staging'))
  due[0]?.()
  batch(drift('staging'))
  expect(due).toHaveLength(2)
})
