import { Kysely, PostgresDialect } from 'kysely'
import type { PoolClient } from 'pg'
import type { Database } from './database.ts'
import type { Executor, Store } from './store.ts'

/** Runs `work` in a transaction and gives it the client too, for the engine's own rows. Rolls back when it throws. */
export async function inClientTransaction<T>(
  store: Pick<Store, 'pool'>,
  work: (transaction: Executor, client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await store.pool.connect()
  try {
    await client.query('begin')
    const result = await work(kyselyOn(client), client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

const kyselyOn = (client: PoolClient): Kysely<Database> =>
  new Kysely<Database>({
    dialect: new PostgresDialect({
      pool: { connect: () => Promise.resolve(lend(client)), end: () => Promise.resolve(), options: {} },
    }),
  })

/** The same client, but giving it back means nothing: it is ours until the transaction ends. */
const lend = (client: PoolClient): PoolClient =>
  new Proxy(client, {
    get(target, property) {
      if (property === 'release') return () => undefined
      const value: unknown = Reflect.get(target, property)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
