import { Migrator } from 'kysely/migration'
import { migrations } from './migrations/migration-list.ts'
import type { Store } from './store.ts'

/** Brings our tables up to date. Safe with several replicas at once: the migrator takes a lock. Throws what the database says. */
export async function migrate(store: Pick<Store, 'db'>): Promise<void> {
  const migrator = new Migrator({
    db: store.db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    allowUnorderedMigrations: true,
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('the migrations failed', { cause: error })
}
