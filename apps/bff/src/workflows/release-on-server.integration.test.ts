import { afterAll, describe, expect, test } from 'vitest'
import { openStore } from '../adapters/store/open-store.ts'
import { startLocalPostgres } from '../adapters/store/testing/local-postgres.ts'
import { startReleaseRig, startReleaseSimulator } from './testing/release-rig.ts'

const postgres = await startLocalPostgres()

describe.skipIf(postgres === null)('on a PostgreSQL server (skipped where none is installed)', () => {
  afterAll(() => postgres?.stop())

  test('a release goes on with another replica after the first one has gone', async () => {
    const opened = await openStore({ databaseUrl: postgres?.databaseUrl ?? '' })
    if (!opened.ok) throw new Error(opened.problem.title)
    const store = opened.value
    const simulator = await startReleaseSimulator()
    const first = await startReleaseRig({ store, simulator, release: { watchSeconds: 2 } })
    const { id } = await first.release({
      kind: 'deploy',
      scope: 'both',
      digest: simulator.scenario?.version('next').digest ?? '',
      invalidationMode: 'frontend-only',
    })
    await first.until(id, ({ status }) => status === 'watching')
    await first.stop()
    // Another executor id: only a takeover can go on with it.
    const second = await startReleaseRig({ store, simulator, release: { watchSeconds: 2 } })
    expect(await second.untilEnded(id)).toMatchObject({ status: 'succeeded' })
    const updates = simulator.requests.list().filter(({ operation }) => operation === 'UpdateService')
    expect(updates).toHaveLength(1)
    await second.stop()
    await store.close()
    await simulator.close()
  })
})
