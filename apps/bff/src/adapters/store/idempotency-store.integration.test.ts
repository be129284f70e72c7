import { afterAll, beforeAll, expect, test } from 'vitest'
import { idempotencyContract } from '../../http/testing/idempotency.contract.ts'
import { createIdempotencyStore } from './idempotency-store.ts'
import type { Store } from './store.ts'
import { openTemporaryStore } from './testing/temporary-store.ts'

let store: Store
beforeAll(async () => {
  store = await openTemporaryStore()
}, 60_000)
afterAll(() => store.close())

idempotencyContract('idempotency keys in the store', async () => createIdempotencyStore(store.db))

test('a key whose process died before the answer can be claimed again after a minute', async () => {
  const request = { actorId: 'ana', key: 'abandoned', fingerprint: 'a' }
  let now = Date.UTC(2026, 10, 20)
  const keys = createIdempotencyStore(store.db, () => now)
  await keys.claim(request)
  now += 59_000
  expect(await keys.claim(request)).toEqual({ state: 'in-progress' })
  now += 2_000
  expect(await keys.claim(request)).toEqual({ state: 'claimed' })
})
