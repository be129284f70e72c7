import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_event (
      seq integer primary key,
      at timestamptz not null,
      actor jsonb not null,
      action text not null,
      application_id text,
      environment_id text,
      release_id text,
      reason text,
      outcome text not null,
      details jsonb not null,
      previous_hash text not null unique,
      hash text not null unique
    )`.execute(db)
  await sql`create index audit_event_environment on audit_event (application_id, environment_id, seq desc)`.execute(
    db,
  )
  await sql`
    create function audit_event_is_append_only() returns trigger language plpgsql as $$
    begin raise exception 'audit events are append-only' using errcode = 'restrict_violation'; end $$`.execute(
    db,
  )
  await sql`create trigger audit_event_append_only before update or delete on audit_event
    for each row execute function audit_event_is_append_only()`.execute(db)
  await sql`create trigger audit_event_no_truncate before truncate on audit_event
    for each statement execute function audit_event_is_append_only()`.execute(db)
}
