import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table site_publication (
      site text not null,
      number integer not null,
      release_id text not null,
      published_at timestamptz not null,
      succeeded_at timestamptz,
      primary key (site, number),
      unique (site, release_id)
    )`.execute(db)
  await sql`
    create table published_file (
      site text not null,
      path text not null,
      size double precision not null,
      etag text not null,
      uploaded boolean not null,
      last_publication integer not null,
      primary key (site, path)
    )`.execute(db)
}
