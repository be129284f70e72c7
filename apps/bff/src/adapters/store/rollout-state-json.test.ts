import { expect, test } from 'vitest'
import { advance } from '../../domain/rollout/advance.ts'
import { bakingAt, look } from '../../domain/rollout/testing/rollout-fixture.ts'
import { readRolloutState } from './rollout-state-json.ts'

const ana = { id: 'ana', name: 'Ana', kind: 'person' }
const gate = { stableSeconds: 0, criteria: [], comparison: 'none', manual: [], promotion: 'automatic' }

/** A row as a Lockstep wrote it that did not know yet of what was told, graces, acknowledged decisions and outstanding writes. */
const recorded = {
  phase: 'baking',
  stages: [
    { percent: 10, bakeSeconds: 60, gate },
    { percent: 50, bakeSeconds: 60, gate },
    { percent: 100, bakeSeconds: 60, gate },
  ],
  stageIndex: 1,
  stageSince: '2026-11-20T09:58:00.000Z',
  candidate: { version: 'v2', digest: `sha256:${'2'.repeat(64)}` },
  baseline: { version: 'v1', digest: `sha256:${'1'.repeat(64)}` },
  wantedPercent: 50,
  wantedBy: ana,
  wantedAt: '2026-11-20T10:00:00.000Z',
  appliedPercent: 33.333333,
  appliedAt: null,
  writtenPercent: 50,
  measuredPercent: null,
  measuredAt: null,
  held: null,
  heldFor: null,
  settledAt: '2026-11-20T09:45:00.000Z',
  lastChange: { by: ana, at: '2026-11-20T10:00:00.000Z', sentence: 'Ana started the rollout.' },
  inconclusive: null,
  foreign: null,
  problem: null,
  end: null,
  bakedSeconds: 12,
  stableSince: null,
  lookedAt: '2026-11-20T10:00:00.000Z',
  ticks: {},
  gate: null,
  decision: null,
  comparison: null,
}

test('a row of an earlier Lockstep goes on, with what came later as if nothing had happened yet', () => {
  const state = readRolloutState(recorded)
  expect(state).toMatchObject({ wantedPercent: 50, bakedSeconds: 12, told: [], outstanding: [], writes: 0 })
  // It is watched: something critical takes it to zero.
  expect(advance(state, look(15, 50, 'critical')).state).toMatchObject({ phase: 'leaving', wantedPercent: 0 })
})

test('what a look knows anew is given up when it does not read, and the traffic stays watched', () => {
  const state = readRolloutState({ ...bakingAt(1), decision: { unknown: true }, memory: { since: 3 } })
  expect(state).toMatchObject({ wantedPercent: 50, decision: null, memory: { since: null } })
})

test('what this Lockstep stores it reads back the same', () => {
  const state = advance(bakingAt(1), look(15, 50)).state
  expect(readRolloutState(JSON.parse(JSON.stringify(state)))).toEqual(state)
})

test('what a later Lockstep has stored beside it stays there', () => {
  expect(readRolloutState({ ...bakingAt(1), later: 'kept' })).toMatchObject({ later: 'kept' })
})

test('a row that says nothing of the traffic is refused', () => {
  expect(() => readRolloutState({})).toThrow('wantedPercent')
})
