import type { IdempotencyStore, StoredAnswer } from '../idempotency.ts'

/** Keeps keys in memory, by the same contract as the store on the database. */
export function createMemoryIdempotencyStore(): IdempotencyStore {
  const claims = new Map<string, { fingerprint: string; answer: StoredAnswer | null }>()
  const idOf = (request: { actorId: string; key: string }) => `${request.actorId} ${request.key}`
  return {
    async claim(request) {
      const known = claims.get(idOf(request))
      if (known === undefined) {
        claims.set(idOf(request), { fingerprint: request.fingerprint, answer: null })
        return { state: 'claimed' }
      }
      if (known.fingerprint !== request.fingerprint) return { state: 'reused' }
      return known.answer === null ? { state: 'in-progress' } : { state: 'answered', answer: known.answer }
    },
    async answer(request, answer) {
      const known = claims.get(idOf(request))
      if (known !== undefined) known.answer = answer
    },
    async release(request) {
      claims.delete(idOf(request))
    },
  }
}
