import { afterAll, describe } from 'vitest'
import { openStore } from './open-store.ts'
import { startLocalPostgres } from './testing/local-postgres.ts'
import { policyStoreContract } from './testing/policy-store.contract.ts'
import { openTemporaryStore } from './testing/temporary-store.ts'

describe('embedded', () => {
  policyStoreContract(openTemporaryStore)
})

const postgres = await startLocalPostgres()
describe.skipIf(postgres === null)('on a PostgreSQL server (skipped where none is installed)', () => {
  afterAll(() => postgres?.stop())
  policyStoreContract(async () => {
    const opened = await openStore({ databaseUrl: postgres?.databaseUrl ?? '' })
    if (!opened.ok) throw new Error(opened.problem.title)
    return opened.value
  })
})
