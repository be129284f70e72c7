import { sql, type Kysely } from 'kysely'

/** What S3 said of each published file; null for those of before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table published_file add column stored_etag text`.execute(db)
  await sql`alter table published_file add column served text`.execute(db)
}
