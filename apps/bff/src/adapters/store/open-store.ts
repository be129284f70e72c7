import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { ok, type Result } from '../../domain/result.ts'
import { migrate } from './migrate.ts'
import type { Store } from './store.ts'

export type StoreOptions =
  | { readonly databaseUrl: string }
  | {
      readonly dataFolder: string
      /** An archive of a prepared data folder, see `write-seed.ts`: a first start takes under a second with it. */
      readonly seedFile?: string
    }

/** Opens the store and brings its tables up to date. `not-ready` when the data folder belongs to another process. */
export async function openStore(options: StoreOptions): Promise<Result<Store>> {
  const opened = 'databaseUrl' in options ? ok(openServer(options.databaseUrl)) : await openFolder(options)
  if (!opened.ok) return opened
  await migrate(opened.value)
  return opened
}

async function openFolder(options: { dataFolder: string; seedFile?: string }): Promise<Result<Store>> {
  // Loaded only here: a server installation never pays for the embedded database.
  const { openEmbedded } = await import('./open-embedded.ts')
  return await openEmbedded(options.dataFolder, options.seedFile ?? null)
}

function openServer(connectionString: string): Store {
  const pool = new Pool({ connectionString, max: 20 })
  pool.on('error', () => {
    // An idle connection was cut; the pool opens another at the next query.
  })
  return {
    pool,
    db: new Kysely({ dialect: new PostgresDialect({ pool }) }),
    embedded: false,
    close: () => pool.end(),
  }
}
