import { afterAll, describe, expect, test } from 'vitest'
import { startLocalPostgres } from '../adapters/store/testing/local-postgres.ts'
import { configurationFile } from './configuration-file.ts'
import { hasEnded, untilRelease } from './crash-run.ts'
import { startCrashWorld } from './crash-world.ts'
import { watchEffects } from './effects.ts'
import { expectWhole } from './expect-whole.ts'
import { createLockstepApi } from './lockstep-api.ts'
import { createLockstepProcess } from './lockstep-process.ts'

const postgres = await startLocalPostgres()

describe.skipIf(postgres === null)('on a PostgreSQL server (skipped where none is installed)', () => {
  afterAll(() => postgres?.stop())

  test('a release whose replica is killed goes on in the other one', async () => {
    const databaseUrl = postgres?.databaseUrl ?? ''
    const world = await startCrashWorld('follows', databaseUrl)
    const second = await createLockstepProcess({
      configuration: configurationFile(world.built),
      awsUrl: world.simulator.url,
      databaseUrl,
    })
    try {
      await world.lockstep.start()
      await world.api.checkDrift()
      const effects = watchEffects(world)
      // Alone it is the one that runs it.
      const fault = world.simulator.faults.add({
        service: 's3',
        operation: 'HeadBucket',
        kind: 'hold',
        skip: 1,
      })
      const { id } = await world.api.release({
        kind: 'deploy',
        scope: 'both',
        digest: world.version('next').digest,
        invalidationMode: 'frontend-only',
      })
      await untilRelease(world, id, 'in its preflight', () => fault.held() > 0)
      await second.start()
      await world.lockstep.kill()
      fault.drop()
      fault()
      const other = {
        ...world,
        lockstep: second,
        api: createLockstepApi(second.url, world.built.environmentId),
      }
      const release = await untilRelease(other, id, 'ended', hasEnded)
      await expectWhole(other, release, effects())
      expect(second.errors()).toBe('')
    } finally {
      await second.remove()
      await world.close()
    }
  })
})
