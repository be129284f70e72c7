import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table release add column strategy text not null default 'all-at-once'`.execute(db)
  await sql`
    create table rollout (
      release_id text primary key references release (id),
      application_id text not null,
      environment_id text not null,
      driver text not null,
      revision integer not null,
      phase text not null,
      state jsonb not null,
      started_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db)
  await sql`create index rollout_environment on rollout (application_id, environment_id, started_at desc)`.execute(
    db,
  )
  await sql`
    create table rollout_decision (
      release_id text not null references rollout (release_id),
      seq integer not null,
      at timestamptz not null,
      decision jsonb not null,
      primary key (release_id, seq)
    )`.execute(db)
  await sql`
    create table policy_version (
      application_id text not null,
      environment_id text not null,
      kind text not null,
      version integer not null,
      body jsonb not null,
      changed_by jsonb not null,
      changed_at timestamptz not null,
      reason text not null,
      summary text not null,
      primary key (application_id, environment_id, kind, version)
    )`.execute(db)
}
