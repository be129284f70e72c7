import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { ok, type Result } from '../../domain/result.ts'
import { lockDataFolder } from './data-folder-lock.ts'
import type { Store } from './store.ts'

// The default of 128 MB would be zeroed at every start; our tables are small.
const postgresqlconf = ['shared_buffers=8MB']

export type EmbeddedStore = Store & {
  /** The data folder as an archive, for a seed. */
  readonly dump: () => Promise<Uint8Array>
}

/** A database in this process, kept in `dataFolder`; a new one is unpacked from `seedFile` where that is there. */
export async function openEmbedded(
  dataFolder: string,
  seedFile: string | null,
): Promise<Result<EmbeddedStore>> {
  const lock = lockDataFolder(dataFolder)
  if (!lock.ok) return lock
  const folder = join(dataFolder, 'pg')
  const marker = join(dataFolder, 'pg.complete')
  const isNew = !existsSync(marker)
  // Without the marker an earlier first start was killed half-way: nothing was ever stored there.
  if (isNew) rmSync(folder, { recursive: true, force: true })
  const seed = isNew && seedFile !== null && existsSync(seedFile) ? readFileSync(seedFile) : null
  const lite = await PGlite.create(
    folder,
    seed === null ? { postgresqlconf } : { postgresqlconf, loadDataDir: new Blob([seed]) },
  )
  if (isNew) writeFileSync(marker, '')
  const pool = new Pool({ ...createPgConfig(lite), max: 1 })
  pool.on('error', () => {
    // A lost idle connection is opened again by the pool at the next query.
  })
  return ok({
    pool,
    db: new Kysely({ dialect: new PostgresDialect({ pool }) }),
    embedded: true,
    dump: async () => new Uint8Array(await (await lite.dumpDataDir('gzip')).arrayBuffer()),
    async close() {
      await pool.end()
      await lite.close()
      lock.value.release()
    },
  })
}
