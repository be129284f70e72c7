import { describe, expect, test } from 'vitest'
import type { IdempotencyStore } from '../idempotency.ts'

const answer = { status: 201, contentType: 'application/json', body: '{"id":"r1"}' }
let keys = 0
const newRequest = () => ({ actorId: 'ana', key: `key-${(keys += 1)}`, fingerprint: 'a' })

/** What every keeper of idempotency keys promises. */
export function idempotencyContract(name: string, open: () => Promise<IdempotencyStore>): void {
  describe(name, () => {
    test('the first claim wins, and the second hears that it is in progress', async () => {
      const [store, request] = [await open(), newRequest()]
      const claims = await Promise.all([store.claim(request), store.claim(request), store.claim(request)])
      expect(claims.map((claim) => claim.state).toSorted()).toEqual(['claimed', 'in-progress', 'in-progress'])
    })

    test('a repeat after the answer gets the answer', async () => {
      const [store, request] = [await open(), newRequest()]
      await store.claim(request)
      await store.answer(request, answer)
      expect(await store.claim(request)).toEqual({ state: 'answered', answer })
    })

    test('the same key with another request is told so, before and after the answer', async () => {
      const [store, request] = [await open(), newRequest()]
      await store.claim(request)
      expect(await store.claim({ ...request, fingerprint: 'b' })).toEqual({ state: 'reused' })
      await store.answer(request, answer)
      expect(await store.claim({ ...request, fingerprint: 'b' })).toEqual({ state: 'reused' })
    })

    test('a key that is given back can be claimed again', async () => {
      const [store, request] = [await open(), newRequest()]
      await store.claim(request)
      await store.release(request)
      expect(await store.claim(request)).toEqual({ state: 'claimed' })
    })

    test('two actors may use the same key', async () => {
      const [store, request] = [await open(), newRequest()]
      await store.claim(request)
      expect(await store.claim({ ...request, actorId: 'ben' })).toEqual({ state: 'claimed' })
    })
  })
}
