import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table live_event (id bigserial primary key, at timestamptz not null, payload jsonb not null)`.execute(
    db,
  )
  await sql`create index live_event_age on live_event (at)`.execute(db)
  await sql`create table replica (id text primary key, beat timestamptz not null default now())`.execute(db)
}
