import type { Kysely } from 'kysely'
import type { Database } from './database.ts'

type RequestId = { readonly actorId: string; readonly key: string }
type StoredAnswer = { readonly status: number; readonly contentType: string; readonly body: string }
type Claim =
  | { readonly state: 'claimed' | 'in-progress' | 'reused' }
  | { readonly state: 'answered'; readonly answer: StoredAnswer }

/** A request that was claimed this long ago and not answered died with its process; its key may be claimed again. */
const abandonedAfterMilliseconds = 60_000

/** Keeps the answer of each Idempotency-Key; who claims first works, decided by the primary key. */
export function createIdempotencyStore(db: Kysely<Database>, now: () => number = Date.now) {
  const at = (milliseconds: number) => new Date(milliseconds).toISOString()

  async function claim(request: RequestId & { readonly fingerprint: string }): Promise<Claim> {
    const claimed = await db
      .insertInto('idempotency_key')
      .values({
        actor_id: request.actorId,
        key: request.key,
        fingerprint: request.fingerprint,
        claimed_at: at(now()),
      })
      .onConflict((conflict) =>
        conflict
          .columns(['actor_id', 'key'])
          .doUpdateSet({ claimed_at: at(now()) })
          .where('idempotency_key.status', 'is', null)
          .where('idempotency_key.fingerprint', '=', request.fingerprint)
          .where('idempotency_key.claimed_at', '<', new Date(now() - abandonedAfterMilliseconds)),
      )
      .returning('key')
      .executeTakeFirst()
    if (claimed !== undefined) return { state: 'claimed' }
    const known = await db
      .selectFrom('idempotency_key')
      .selectAll()
      .where('actor_id', '=', request.actorId)
      .where('key', '=', request.key)
      .executeTakeFirst()
    if (known === undefined) return { state: 'in-progress' }
    if (known.fingerprint !== request.fingerprint) return { state: 'reused' }
    if (known.status === null) return { state: 'in-progress' }
    return {
      state: 'answered',
      answer: { status: known.status, contentType: known.content_type ?? '', body: known.body ?? '' },
    }
  }

  return {
    claim,
    async answer(request: RequestId, answer: StoredAnswer): Promise<void> {
      await db
        .updateTable('idempotency_key')
        .set({ status: answer.status, content_type: answer.contentType, body: answer.body })
        .where('actor_id', '=', request.actorId)
        .where('key', '=', request.key)
        .execute()
    },
    async release(request: RequestId): Promise<void> {
      await db
        .deleteFrom('idempotency_key')
        .where('actor_id', '=', request.actorId)
        .where('key', '=', request.key)
        .execute()
    },
    /** Gives back all keys without an answer: at the start of the only process there is, whoever claimed them is dead. */
    async releaseAbandoned(): Promise<void> {
      await db.deleteFrom('idempotency_key').where('status', 'is', null).execute()
    },
    /** Forgets keys older than `seconds`. */
    async prune(seconds: number): Promise<void> {
      await db
        .deleteFrom('idempotency_key')
        .where('claimed_at', '<', new Date(now() - seconds * 1000))
        .execute()
    },
  }
}
