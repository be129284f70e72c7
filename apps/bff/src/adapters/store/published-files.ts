import { sql } from 'kysely'
import type { Environment } from '../../domain/environment.ts'
import type { PublishedFiles } from '../../features/artifacts/ports.ts'
import { toIso } from './columns.ts'
import type { Executor, Store } from './store.ts'

/** Keeps a statement's parameters far below what PostgreSQL takes. */
const rowsPerStatement = 1000

const siteOf = ({ frontend }: Environment): string => `${frontend.bucket}/${frontend.prefix}`

function* chunksOf<T>(items: readonly T[]): Generator<T[]> {
  for (let from = 0; from < items.length; from += rowsPerStatement)
    yield items.slice(from, from + rowsPerStatement)
}

/** Lockstep's record of what it put into each site. Every call may be repeated without changing anything more. */
export function createPublishedFiles(store: Pick<Store, 'db'>): PublishedFiles {
  const { db } = store

  return {
    files: async (environment) => {
      const rows = await db
        .selectFrom('published_file')
        .selectAll()
        .where('site', '=', siteOf(environment))
        .orderBy('path')
        .execute()
      return rows.map(({ path, size, etag, stored_etag, served, uploaded, last_publication }) => ({
        path,
        size,
        etag,
        storedEtag: stored_etag,
        served,
        uploaded,
        lastPublication: last_publication,
      }))
    },
    publications: async (environment) => {
      const rows = await db
        .selectFrom('site_publication')
        .selectAll()
        .where('site', '=', siteOf(environment))
        .orderBy('number')
        .execute()
      return rows.map((row) => ({
        number: row.number,
        releaseId: row.release_id,
        publishedAt: toIso(row.published_at),
        succeeded: row.succeeded_at !== null,
      }))
    },
    begin: (environment, { releaseId, publishedAt, upload, holds }) =>
      db.transaction().execute(async (transaction) => {
        const site = siteOf(environment)
        const number = await openPublication(transaction, site, releaseId, publishedAt)
        for (const files of chunksOf(upload)) {
          await transaction
            .insertInto('published_file')
            .values(
              files.map(({ path, size, etag }) => ({
                site,
                path,
                size,
                etag,
                stored_etag: null,
                served: null,
                uploaded: false,
                last_publication: number,
              })),
            )
            .onConflict((conflict) =>
              conflict.columns(['site', 'path']).doUpdateSet((row) => ({
                size: row.ref('excluded.size'),
                etag: row.ref('excluded.etag'),
                stored_etag: row.ref('excluded.stored_etag'),
                served: row.ref('excluded.served'),
                uploaded: row.ref('excluded.uploaded'),
                last_publication: row.ref('excluded.last_publication'),
              })),
            )
            .execute()
        }
        for (const paths of chunksOf(holds)) {
          await transaction
            .updateTable('published_file')
            .set({ last_publication: number })
            .where('site', '=', site)
            .where('path', 'in', paths)
            .execute()
        }
      }),
    confirm: async (environment, confirmed) => {
      for (const files of chunksOf(confirmed)) {
        const columns = [
          files.map((file) => file.path),
          files.map((file) => file.storedEtag),
          files.map((file) => file.served),
        ]
        await sql`
          update published_file as file
          set uploaded = true, stored_etag = now.stored_etag, served = now.served
          from unnest(${columns[0]}::text[], ${columns[1]}::text[], ${columns[2]}::text[])
            as now (path, stored_etag, served)
          where file.site = ${siteOf(environment)} and file.path = now.path`.execute(db)
      }
    },
    succeed: async (environment, releaseId) => {
      await db
        .updateTable('site_publication')
        .set({ succeeded_at: new Date().toISOString() })
        .where('site', '=', siteOf(environment))
        .where('release_id', '=', releaseId)
        .where('succeeded_at', 'is', null)
        .execute()
    },
    forget: async (environment, forgotten) => {
      for (const paths of chunksOf(forgotten)) {
        await db
          .deleteFrom('published_file')
          .where('site', '=', siteOf(environment))
          .where('path', 'in', paths)
          .execute()
      }
    },
  }
}

/** Numbers grow by one per site; the transaction and the primary key keep two releases apart. */
async function openPublication(
  transaction: Executor,
  site: string,
  releaseId: string,
  publishedAt: string,
): Promise<number> {
  const open = await transaction
    .selectFrom('site_publication')
    .select('number')
    .where('site', '=', site)
    .where('release_id', '=', releaseId)
    .executeTakeFirst()
  if (open !== undefined) return open.number
  const newest = await transaction
    .selectFrom('site_publication')
    .select((select) => select.fn.max('number').as('number'))
    .where('site', '=', site)
    .executeTakeFirst()
  const number = (newest?.number ?? 0) + 1
  await transaction
    .insertInto('site_publication')
    .values({ site, number, release_id: releaseId, published_at: publishedAt, succeeded_at: null })
    .execute()
  return number
}
