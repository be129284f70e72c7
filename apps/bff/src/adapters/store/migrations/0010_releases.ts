import { sql, type Kysely } from 'kysely'
import { activeReleaseStatuses } from '@lockstep/shared-types/release'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table release (
      id text primary key,
      application_id text not null,
      environment_id text not null,
      kind text not null,
      scope text not null,
      emergency boolean not null,
      status text not null,
      artifact jsonb,
      from_artifact jsonb,
      requested_by jsonb not null,
      actor_id text not null,
      reason text,
      created_at timestamptz not null,
      ended_at timestamptz,
      outcome text not null,
      plan_id text not null,
      invalidation_mode text,
      failure jsonb,
      rolled_back_by text,
      rollback_of text,
      overrides jsonb not null,
      idempotency_key text,
      from_task_definition text,
      task_definition text,
      abort_requested boolean not null default false,
      decision text
    )`.execute(db)
  // The guarantee of one active release per environment, whatever the code above it does.
  const active = sql.raw(activeReleaseStatuses.map((status) => `'${status}'`).join(', '))
  await sql`create unique index release_one_active on release (application_id, environment_id)
    where status in (${active})`.execute(db)
  await sql`create unique index release_idempotency on release (actor_id, idempotency_key)
    where idempotency_key is not null`.execute(db)
  await sql`create index release_newest on release (application_id, environment_id, id desc)`.execute(db)
  await sql`
    create table release_step (
      release_id text not null references release (id),
      position integer not null,
      id text not null,
      state text not null,
      started_at timestamptz,
      ended_at timestamptz,
      expected_seconds double precision not null,
      expected_basis text not null,
      attempt integer not null,
      progress jsonb,
      detail text,
      failure jsonb,
      primary key (release_id, id)
    )`.execute(db)
  await sql`
    create table release_log (
      seq bigserial primary key,
      release_id text not null references release (id),
      at timestamptz not null,
      source text not null,
      level text not null,
      step text,
      message text not null,
      once_key text,
      unique (release_id, once_key)
    )`.execute(db)
  await sql`create index release_log_order on release_log (release_id, seq)`.execute(db)
  await sql`
    create table plan (
      id text primary key,
      application_id text not null,
      environment_id text not null,
      request jsonb not null,
      plan jsonb not null,
      basis jsonb not null,
      created_at timestamptz not null,
      expires_at timestamptz not null
    )`.execute(db)
}
