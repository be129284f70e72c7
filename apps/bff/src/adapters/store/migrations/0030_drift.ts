import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table drift_report (
      application_id text not null,
      environment_id text not null,
      status text not null,
      observed_at timestamptz not null,
      glance jsonb not null,
      report jsonb not null,
      observation jsonb not null,
      primary key (application_id, environment_id)
    )`.execute(db)
  await sql`
    create table drift_transition (
      id bigserial primary key,
      application_id text not null,
      environment_id text not null,
      at timestamptz not null,
      from_status text,
      to_status text not null,
      headline text not null
    )`.execute(db)
  await sql`create index drift_transition_newest
    on drift_transition (application_id, environment_id, id desc)`.execute(db)
}
