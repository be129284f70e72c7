import type { ThresholdsInForce } from '@lockstep/shared-types/policy'
import { beforeEach, expect, it } from 'vitest'
import { environment } from '../../domain/drift/testing/drift-fixture.ts'
import { createPolicyMemory, type PolicyMemory } from './policies-in-force.ts'

const version = (number: number): ThresholdsInForce => ({
  version: number,
  changedBy: { id: 'ana', name: 'Ana', kind: 'person' },
  changedAt: '2026-11-20T13:00:00.000Z',
  reason: 'Fewer false alarms.',
  thresholds: [],
})

let stored: ThresholdsInForce | null
let reads: number
let answers: (() => void)[]
let memory: PolicyMemory
beforeEach(() => {
  stored = null
  reads = 0
  answers = []
  memory = createPolicyMemory({
    newestThresholds: () => {
      reads += 1
      const now = stored
      return new Promise((resolve) => answers.push(() => resolve(now)))
    },
    newestRolloutPolicy: async () => {
      throw new Error('there is no rollout to ask for')
    },
  })
})
const answer = () => answers.shift()?.()

it('has the configuration file’s as version 0 until somebody changes it', async () => {
  const asked = memory.thresholdsInForce(environment)
  answer()
  expect(await asked).toEqual({
    version: 0,
    changedBy: null,
    changedAt: null,
    reason: null,
    thresholds: environment.thresholds,
  })
  expect(await memory.rolloutPolicyInForce({ ...environment, rollout: null })).toBeNull()
})

it('asks the store once, however many ask, until it is told of a change', async () => {
  const asked = [memory.thresholdsInForce(environment), memory.thresholdsInForce(environment)]
  answer()
  await Promise.all(asked)
  expect(reads).toBe(1)
  stored = version(1)
  memory.forget(environment)
  const later = memory.thresholdsInForce(environment)
  answer()
  expect((await later).version).toBe(1)
  expect(reads).toBe(2)
})

it('does not keep what was read while somebody wrote', async () => {
  const before = memory.thresholdsInForce(environment)
  stored = version(1)
  memory.forget(environment)
  answer()
  expect((await before).version).toBe(0)
  const after = memory.thresholdsInForce(environment)
  answer()
  expect((await after).version).toBe(1)
})

it('forgets a change of one environment only for that one', async () => {
  const other = { ...environment, environmentId: 'other' }
  const asked = [memory.thresholdsInForce(environment), memory.thresholdsInForce(other)]
  answer()
  answer()
  await Promise.all(asked)
  memory.forget(environment)
  void memory.thresholdsInForce(other)
  expect(reads).toBe(2)
})

it('asks again after a minute, should word of a change have been lost', async () => {
  let now = 0
  let newest = 1
  const memoryWithClock = createPolicyMemory(
    { newestThresholds: async () => version(newest), newestRolloutPolicy: async () => null },
    () => now,
  )
  await memoryWithClock.thresholdsInForce(environment)
  newest = 2
  now = 59_999
  expect((await memoryWithClock.thresholdsInForce(environment)).version).toBe(1)
  now = 60_000
  expect((await memoryWithClock.thresholdsInForce(environment)).version).toBe(2)
})

it('asks again after a failure', async () => {
  let fails = true
  const flaky = createPolicyMemory({
    newestThresholds: async () => {
      if (fails) throw new Error('away')
      return version(2)
    },
    newestRolloutPolicy: async () => null,
  })
  await expect(flaky.thresholdsInForce(environment)).rejects.toThrow('away')
  fails = false
  expect((await flaky.thresholdsInForce(environment)).version).toBe(2)
})
