import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table idempotency_key (
      actor_id text not null,
      key text not null,
      fingerprint text not null,
      claimed_at timestamptz not null,
      status integer,
      content_type text,
      body text,
      primary key (actor_id, key)
    )`.execute(db)
  await sql`create index idempotency_key_claimed_at on idempotency_key (claimed_at)`.execute(db)
}
