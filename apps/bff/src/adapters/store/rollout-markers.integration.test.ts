import type { AuditEvent } from '@lockstep/shared-types/audit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appendAudit } from './audit-store.ts'
import { createRolloutMarkers } from './rollout-markers.ts'
import type { Store } from './store.ts'
import { openTemporaryStore } from './testing/temporary-store.ts'

const ref = { applicationId: 'shop', environmentId: 'production' }
const at = (minute: number): string => `2026-11-20T13:${String(minute).padStart(2, '0')}:00.000Z`
let store: Store

const append = (minute: number, details: AuditEvent['details'], changes: Partial<AuditEvent> = {}) =>
  store.db.transaction().execute((transaction) =>
    appendAudit(transaction, {
      ...ref,
      at: at(minute),
      actor: { id: 'lockstep', name: 'Lockstep', kind: 'system' },
      action: 'rollout.decide',
      releaseId: 'r1',
      reason: null,
      outcome: 'accepted',
      details,
      ...changes,
    }),
  )

beforeAll(async () => {
  store = await openTemporaryStore()
  await append(1, { from: 0, to: 10, decision: null })
  await append(2, { from: 10, to: 50, decision: 'monitor' })
  await append(3, { action: 'set-percent', percent: 20, from: 50, to: 20 }, { action: 'rollout.control' })
  await append(4, { action: 'hold', from: 20, to: 20 }, { action: 'rollout.control' })
  await append(5, { from: 20, to: 20, decision: 'pause' })
  await append(6, { from: 20, to: 10, decision: 'previous-stage' })
  await append(
    7,
    { action: 'set-percent', from: 10, to: 90 },
    { action: 'rollout.control', outcome: 'refused' },
  )
  await append(8, { from: 10, to: 0 }, { action: 'rollout.emergency' })
  await append(9, { from: 0, to: 30 }, { environmentId: 'staging' })
  await append(40, { from: 0, to: 30 })
})
afterAll(() => store.close())

test('marks every move of the traffic in the span, and the decisions that stopped or took it back', async () => {
  const markers = await createRolloutMarkers(store)(ref, { from: at(0), to: at(30) })
  expect(markers.map(({ at: time, kind, label }) => [time, kind, label])).toEqual([
    [at(1), 'stage', '0 → 10 %'],
    [at(2), 'stage', '10 → 50 %'],
    [at(3), 'stage', '50 → 20 %'],
    [at(5), 'decision', 'pause'],
    [at(6), 'decision', 'previous-stage, 20 → 10 %'],
    [at(8), 'stage', '10 → 0 %'],
  ])
  expect(markers[0]?.releaseId).toBe('r1')
})
