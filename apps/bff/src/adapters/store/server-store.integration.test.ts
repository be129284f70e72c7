import { afterAll, describe, test } from 'vitest'
import { openStore } from './open-store.ts'
import { startLocalPostgres } from './testing/local-postgres.ts'
import { storeContract } from './testing/store.contract.ts'

const postgres = await startLocalPostgres()

if (postgres === null)
  describe('the store on a PostgreSQL server', () => {
    test.skip('skipped: no PostgreSQL is installed on this machine', () => undefined)
  })
else {
  afterAll(() => postgres.stop())
  storeContract('the store on a PostgreSQL server', async () => {
    const opened = await openStore({ databaseUrl: postgres.databaseUrl })
    if (!opened.ok) throw new Error(opened.problem.title)
    return opened.value
  })
}
