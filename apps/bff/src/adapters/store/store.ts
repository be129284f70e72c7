import type { Kysely, Transaction } from 'kysely'
import type { Pool } from 'pg'
import type { Database } from './database.ts'

/** One database for everything: our tables through Kysely, the engine through the same pool. */
export type Store = {
  readonly pool: Pool
  readonly db: Kysely<Database>
  /** In this process (PGlite, one connection, no LISTEN) or on a PostgreSQL server. */
  readonly embedded: boolean
  close(): Promise<void>
}

/**
 * What a statement runs on. Inside a transaction pass the transaction along: the embedded pool has one
 * connection, and a query on the pool would wait for the transaction that waits for it.
 */
export type Executor = Kysely<Database> | Transaction<Database>
