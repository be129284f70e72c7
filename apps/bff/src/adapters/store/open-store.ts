import { Kysely, PostgresDialect } from 'kysely'
import { Client, Pool } from 'pg'
import { fail, ok, type Result } from '../../domain/result.ts'
import { migrate } from './migrate.ts'
import { databaseUnusable, folderUnusable, wrongAddress } from './store-problems.ts'
import type { Store } from './store.ts'

export type StoreOptions =
  | { readonly databaseUrl: string }
  | {
      readonly dataFolder: string
      /** An archive of a prepared data folder, see `write-seed.ts`: a first start takes under a second with it. */
      readonly seedFile?: string
    }

/** The pool itself waits without end for a host that does not answer. */
const connectLimitMilliseconds = 10_000

/**
 * Opens the store and brings its tables up to date. `not-ready` when the data folder cannot be used or belongs to
 * another process, and when the database cannot be reached or changed.
 */
export async function openStore(options: StoreOptions): Promise<Result<Store>> {
  return 'databaseUrl' in options
    ? await openDatabase(options.databaseUrl)
    : await openFolder(options.dataFolder, options.seedFile ?? null)
}

async function openFolder(dataFolder: string, seedFile: string | null): Promise<Result<Store>> {
  // Loaded only here: a server installation never pays for the embedded database.
  const { openEmbedded } = await import('./open-embedded.ts')
  try {
    const opened = await openEmbedded(dataFolder, seedFile)
    if (opened.ok) await migrate(opened.value)
    return opened
  } catch (error) {
    return fail(folderUnusable(dataFolder, error))
  }
}

async function openDatabase(databaseUrl: string): Promise<Result<Store>> {
  const opened = await connectDatabase(databaseUrl)
  if (!opened.ok) return opened
  try {
    await migrate(opened.value)
    return opened
  } catch (error) {
    return fail(databaseUnusable(databaseUrl, error))
  }
}

/** Opens the database as it is, to read what a running Lockstep keeps there: changes no table. */
export async function connectDatabase(databaseUrl: string): Promise<Result<Store>> {
  const wrong = wrongAddress(databaseUrl)
  if (wrong !== null) return fail(wrong)
  try {
    await connectOnce(databaseUrl)
    return ok(openServer(databaseUrl))
  } catch (error) {
    return fail(databaseUnusable(databaseUrl, error))
  }
}

async function connectOnce(connectionString: string): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: connectLimitMilliseconds })
  client.on('error', () => {
    // Told by the call that is under way.
  })
  await client.connect()
  await client.end()
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
