import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table release add column unproven boolean not null default false`.execute(db)
}
