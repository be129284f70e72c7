import type { DriftReport } from '@lockstep/shared-types/drift'
import { expect, it } from 'vitest'
import { environment, observe, unreadable } from '../../domain/drift/testing/drift-fixture.ts'
import type { Observation } from '../../domain/drift/observation.ts'
import { checkDrift } from './check-drift.ts'
import type { DriftSnapshot } from './ports.ts'

const inStep = observe()
const blind: Observation = { ...inStep, health: unreadable }

const setUp = (seen: Observation[], previous: DriftReport | null) => {
  const saved: DriftSnapshot[] = []
  const waited: number[] = []
  const deps = {
    observe: async () => seen.shift() ?? inStep,
    measureCalls: async <T>(work: () => Promise<T>) => ({
      value: await work(),
      counts: { 'ecs:DescribeServices': 1, 's3:GetObject': 3 },
    }),
    store: {
      latestReport: async () => previous,
      save: async (snapshot: DriftSnapshot) => {
        saved.push(snapshot)
      },
    },
    wait: async (milliseconds: number) => {
      waited.push(milliseconds)
    },
    graceMilliseconds: 5000,
  }
  return { deps, saved, waited }
}
const reportOf = async (seen: Observation): Promise<DriftReport> => {
  const { deps } = setUp([seen], null)
  return checkDrift(deps, environment, { patient: false })
}

it('stores the report with its observation, its versions and the number of AWS calls', async () => {
  const { deps, saved } = setUp([inStep], null)
  const report = await checkDrift(deps, environment, { patient: true })
  expect(saved).toEqual([
    { report, observation: inStep, frontendVersion: expect.any(String), backendVersion: expect.any(String) },
  ])
  expect(report).toMatchObject({ status: 'ok', awsCalls: 4 })
})

it('looks again after the grace period before it says that it lost sight', async () => {
  const { deps, saved, waited } = setUp([blind, inStep], await reportOf(inStep))
  expect((await checkDrift(deps, environment, { patient: true })).status).toBe('ok')
  expect(waited).toEqual([5000])
  expect(saved).toHaveLength(1)
})

it('says unknown when the second look is blind as well', async () => {
  const { deps } = setUp([blind, blind], await reportOf(inStep))
  expect((await checkDrift(deps, environment, { patient: true })).status).toBe('unknown')
})

it('does not make a person wait, nor look twice when it was blind before', async () => {
  const impatient = setUp([blind, inStep], await reportOf(inStep))
  expect((await checkDrift(impatient.deps, environment, { patient: false })).status).toBe('unknown')
  const blindBefore = setUp([blind, inStep], await reportOf(blind))
  expect((await checkDrift(blindBefore.deps, environment, { patient: true })).status).toBe('unknown')
  expect([...impatient.waited, ...blindBefore.waited]).toEqual([])
})

it('ends at once when the process does, and stores nothing half seen', async () => {
  const { deps, saved } = setUp([blind], await reportOf(inStep))
  const ending = new AbortController()
  const check = checkDrift({ ...deps, wait: () => new Promise(() => ending.abort()) }, environment, {
    patient: true,
    signal: ending.signal,
  })
  await expect(check).rejects.toMatchObject({ name: 'AbortError' })
  expect(saved).toEqual([])
})
