import { afterAll, describe } from 'vitest'
import { openStore } from './open-store.ts'
import { startLocalPostgres } from './testing/local-postgres.ts'
import { storeContract } from './testing/store.contract.ts'

const postgres = await startLocalPostgres()

describe.skipIf(postgres === null)('on a PostgreSQL server (skipped where none is installed)', () => {
  afterAll(() => postgres?.stop())
  storeContract(async () => {
    const opened = await openStore({ databaseUrl: postgres?.databaseUrl ?? '' })
    if (!opened.ok) throw new Error(opened.problem.title)
    return opened.value
  })
})
