import { expect, test } from 'vitest'
import { ok } from '../../domain/result.ts'
import type { TrafficDriver } from '../../domain/rollout/traffic.ts'
import { followWrites } from './follow-writes.ts'
import { releaseId, rolledOut } from './testing/rollout-world.ts'

const target = { environment: rolledOut, releaseId, startedAt: '2026-03-01T12:00:00.000Z' }
const state = ok({ percent: 0, settled: true, sentence: 'AWS says 0 %.', gone: 'no' as const })

function start() {
  const did: string[] = []
  const answer = Promise.withResolvers<void>()
  const driver: TrafficDriver = {
    id: 'alb-weights',
    check: () => Promise.resolve(ok([])),
    read: () => Promise.resolve(state),
    write: () => Promise.resolve(state),
    finish: () => {
      did.push('finished')
      return Promise.resolve(ok(undefined))
    },
  }
  const followed = followWrites({
    driverFor: () => driver,
    applyWanted: async (_releaseId, { urgent }) => {
      if (!urgent) await answer.promise
      did.push(urgent ? 'zero' : 'older')
    },
  })
  return { did, answer, ...followed }
}

test('a rollout does not end while AWS may still take an older write', async () => {
  const { did, answer, applyWanted, driverFor } = start()
  const older = applyWanted(releaseId, { urgent: false })
  await applyWanted(releaseId, { urgent: true })
  const finished = driverFor(rolledOut)?.finish(target)
  await driverFor(rolledOut)?.finish({ ...target, releaseId: 'another' })
  expect(did).toEqual(['zero', 'finished'])
  answer.resolve()
  await Promise.all([older, finished])
  expect(did).toEqual(['zero', 'finished', 'older', 'finished'])
})

test('a write that fails holds up no end', async () => {
  const { did, answer, applyWanted, driverFor } = start()
  const older = applyWanted(releaseId, { urgent: false })
  const finished = driverFor(rolledOut)?.finish(target)
  answer.reject(new Error('the database is away'))
  await expect(older).rejects.toThrow('the database is away')
  expect(await finished).toEqual(ok(undefined))
  expect(did).toEqual(['finished'])
})
