import { afterAll, describe } from 'vitest'
import { openStore } from './open-store.ts'
import { startLocalPostgres } from './testing/local-postgres.ts'
import { storeContract } from './testing/store.contract.ts'

const postgres = await startLocalPostgres()

describe.skipIf(postgres === null)('on this machine (skipped where PostgreSQL is not installed)', () => {
  afterAll(() => postgres?.stop())
  storeContract('the store on a PostgreSQL server', async () => {
    const opened = await openStore({ databaseUrl: postgres?.databaseUrl ?? '' })
    if (!opened.ok) throw new Error(opened.problem.title)
    return opened.value
  })
})
