import { expect, test } from 'vitest'
import { fail } from '../result.ts'
import { advance } from './advance.ts'
import { mayWrite } from './after-write.ts'
import type { RolloutState } from './rollout-state.ts'
import { bakingAt, begun, look, says, stage } from './testing/rollout-fixture.ts'
import type { Look } from './look.ts'

const through = (state: RolloutState, ...looks: readonly Look[]): RolloutState =>
  looks.reduce((before, one) => advance(before, one).state, state)

test('goes to the first stage at the first look when all is well', () => {
  const { state, audits } = advance(begun(), look(0, 0))
  expect(state).toMatchObject({ wantedPercent: 10, stageIndex: 0, phase: 'shifting' })
  expect(audits).toMatchObject([{ action: 'rollout.decide', details: { from: 0, to: 10 } }])
})

test('a candidate whose hosts are counted before it gets traffic is not held for its missing numbers', () => {
  const first = look(0, 0)
  const { candidate } = first.measured
  if (candidate === null) throw new Error('the fixture has a candidate')
  const idle = { ...candidate, values: { 'healthy-hosts': 2 }, requests: null }
  const { state } = advance(begun(), { ...first, measured: { ...first.measured, candidate: idle } })
  expect(state).toMatchObject({ wantedPercent: 10, stageIndex: 0, held: null })
})

test.each(['critical', 'high', 'medium', 'missing'] as const)(
  'sends nobody to the candidate while the environment is %s',
  (health) => {
    const { state } = advance(begun(), look(0, 0, health))
    expect(state).toMatchObject({ wantedPercent: 0, phase: 'held' })
  },
)

test('widens when the bake time has been seen to pass, and then begins anew', () => {
  const looks = [15, 30, 45].map((seconds) => look(seconds, 10))
  const before = through(bakingAt(0), ...looks)
  expect(before).toMatchObject({ bakedSeconds: 45, wantedPercent: 10 })
  expect(before.gate?.state).toBe('waiting')
  const { state, lines } = advance(before, look(60, 10))
  expect(state).toMatchObject({ wantedPercent: 50, stageIndex: 1, bakedSeconds: 0, phase: 'shifting' })
  expect(lines).toMatchObject([{ level: 'info' }])
})

test('ends full when the last gate passes and AWS says 100 %', () => {
  const { state } = advance(bakingAt(2, { bakedSeconds: 60 }), look(15, 100))
  expect(state).toMatchObject({ phase: 'ended', end: { how: 'full', by: 'gate' } })
})

test('goes to 100 % first when the last stage was less', () => {
  const stages = [stage(50)]
  const baked = bakingAt(0, { stages, wantedPercent: 50, writtenPercent: 50, bakedSeconds: 60 })
  const wants = advance(baked, look(15, 50)).state
  expect(wants).toMatchObject({ phase: 'shifting', wantedPercent: 100, end: { how: 'full' } })
  expect(advance(wants, look(30, 50)).state.phase).toBe('shifting')
  expect(advance(wants, look(30, 100)).state.phase).toBe('ended')
})

test('does not widen while AWS says less than is wanted, or could not be read', () => {
  const baked = bakingAt(0, { bakedSeconds: 600, told: [{ percent: 0, at: look(0, 0).now.toISOString() }] })
  expect(advance(baked, look(15, 0)).state).toMatchObject({ wantedPercent: 10, foreign: null })
  const unread = fail({ code: 'aws-unavailable', title: 'Gone.', detail: null, remedy: null })
  expect(advance(baked, look(15, unread)).state).toMatchObject({
    wantedPercent: 10,
    appliedPercent: null,
    problem: { code: 'aws-unavailable' },
  })
  expect(advance(baked, look(15, says(10, { settled: false }))).state.wantedPercent).toBe(10)
})

test('what AWS takes back after it was there is never set again by itself, and is held when it lasts', () => {
  const told = [{ percent: 0, at: look(0, 0).now.toISOString() }]
  const back = advance(bakingAt(0, { told, settledAt: look(8, 0).now.toISOString() }), look(15, 0)).state
  expect(back).toMatchObject({ foreign: null, held: null, wantedPercent: 10, settledAt: null })
  expect(mayWrite(back)).toBe(false)
  const held = advance(back, look(30, 0)).state
  expect(held).toMatchObject({ foreign: { percent: 0 }, heldFor: 'foreign', wantedPercent: 10 })
  expect(mayWrite(held)).toBe(false)
  // An answer that was late.
  const again = advance(back, look(30, 10)).state
  expect(again).toMatchObject({ foreign: null, held: null, appliedPercent: 10 })
  expect(mayWrite(again)).toBe(true)
})

test('what AWS has not said yet is set once more', () => {
  const told = [{ percent: 0, at: look(0, 0).now.toISOString() }]
  const lost = bakingAt(0, { told, settledAt: null, phase: 'shifting' })
  const { state } = advance(lost, look(90, 0))
  expect(state).toMatchObject({ foreign: null, wantedPercent: 10 })
  expect(mayWrite(state)).toBe(true)
})

test('a jump of the clock forward counts as a few intervals, one backward as nothing', () => {
  expect(advance(bakingAt(0), look(30, 10)).state.bakedSeconds).toBe(30)
  expect(advance(bakingAt(0), look(86_400, 10)).state.bakedSeconds).toBe(45)
  const back = advance(bakingAt(0, { bakedSeconds: 20 }), look(-3600, 10)).state
  expect(back.bakedSeconds).toBe(20)
  expect(advance(back, look(-3585, 10)).state.bakedSeconds).toBe(35)
})

test('stability is a time that was observed as well', () => {
  const stages = [
    stage(10, {
      bakeSeconds: 0,
      gate: { ...stage(10).gate, stableSeconds: 3600 },
    }),
    stage(100),
  ]
  const stable = advance(bakingAt(0, { stages }), look(15, 10)).state
  expect(stable.stableSince).not.toBeNull()
  const jumped = advance(stable, look(90_000, 10)).state
  expect(jumped).toMatchObject({ wantedPercent: 10, gate: { state: 'waiting' } })
  const broken = advance(stable, look(30, 10, 'medium')).state
  expect(broken.stableSince).toBeNull()
})

test('the same look again changes nothing', () => {
  for (const health of ['well', 'low', 'medium', 'high', 'critical', 'missing'] as const) {
    const once = advance(bakingAt(1), look(15, 50, health))
    if (once.state.phase === 'leaving') continue
    const twice = advance(once.state, look(15, 50, health))
    expect(twice.state).toEqual(once.state)
    expect(twice).toMatchObject({ counts: false, decision: null, audits: [], lines: [] })
  }
})

test('a percentage that Lockstep did not set holds the rollout, and is never overwritten', () => {
  const { state, counts } = advance(bakingAt(1), look(15, 37))
  expect(counts).toBe(true)
  expect(state).toMatchObject({
    foreign: { percent: 37 },
    wantedPercent: 50,
    heldFor: 'foreign',
    phase: 'held',
  })
  const later = advance(state, look(30, 37, 'high'))
  expect(later.state.wantedPercent).toBe(50)
  expect(later.state.decision?.effect).toBe('asks')
  expect(advance(state, look(30, 37, 'critical')).state).toMatchObject({ phase: 'leaving', wantedPercent: 0 })
})

test('what Lockstep wanted a moment ago is not somebody else', () => {
  const wants = advance(bakingAt(0, { bakedSeconds: 60 }), look(15, 10)).state
  expect(wants.wantedPercent).toBe(50)
  expect(advance(wants, look(30, 10)).state).toMatchObject({ foreign: null, phase: 'shifting' })
  // But once AWS has said the new percentage for a while, the old one was set by hand.
  const settled = through(wants, look(45, 50), look(120, 50))
  expect(advance(settled, look(135, 10)).state.foreign).toMatchObject({ percent: 10 })
})

test('AWS going back by itself ends it', () => {
  const gone = says(0, { gone: 'rolled-back', sentence: 'The alarm fired.' })
  expect(advance(bakingAt(1), look(15, gone)).state).toMatchObject({
    phase: 'ended',
    end: { how: 'zero' },
    problem: { code: 'ecs-rolled-back' },
  })
})

test('AWS having finished counts as full', () => {
  const { state } = advance(bakingAt(2), look(15, says(100, { gone: 'finished' })))
  expect(state).toMatchObject({ phase: 'ended', end: { how: 'full' }, problem: null })
})
