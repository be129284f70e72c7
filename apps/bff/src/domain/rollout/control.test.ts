import type { DriverLimits } from '@lockstep/shared-types/rollout'
import { expect, test } from 'vitest'
import type { Result } from '../result.ts'
import type { Controlled } from './control-input.ts'
import { advance } from './advance.ts'
import { leave } from './leave.ts'
import type { RolloutState } from './rollout-state.ts'
import { after, ana, bakingAt, ben, look, press, stage } from './testing/rollout-fixture.ts'

const done = (result: Result<Controlled>): RolloutState => {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value.state
}
const code = (result: Result<Controlled>) => (result.ok ? null : result.problem.code)

test('a person sets any percentage, up and down, and it is held by that person', () => {
  const up = done(
    press(bakingAt(0), { action: 'set-percent', percent: 33.3, reason: 'A trial.' }, { actor: ben }),
  )
  expect(up).toMatchObject({
    wantedPercent: 33.3,
    wantedBy: ben,
    held: { by: ben },
    stageIndex: 0,
    phase: 'held',
  })
  expect(done(press(up, { action: 'set-percent', percent: 5 }))).toMatchObject({
    wantedPercent: 5,
    stageIndex: -1,
  })
})

test('weights that cannot give a percentage name the nearest one', () => {
  const result = press(bakingAt(0), { action: 'set-percent', percent: 50.01 })
  expect(result).toMatchObject({
    ok: false,
    problem: { code: 'percent-not-allowed', remedy: expect.stringContaining('50 %') },
  })
})

test('who comes second hears who was quicker, and with what', () => {
  const quicker = done(
    press(bakingAt(0), { action: 'set-percent', percent: 20, reason: 'A trial.' }, { actor: ben }),
  )
  const result = press(quicker, { action: 'set-percent', percent: 30 }, { actor: ana, seen: 2 })
  expect(result).toMatchObject({
    ok: false,
    problem: { code: 'rollout-changed', detail: expect.stringContaining('Ben set it to 20 %.') },
  })
  expect(press(quicker, { action: 'to-zero', reason: 'Errors.' }, { seen: 2 }).ok).toBe(true)
})

test('resume goes on from the nearest stage at or below', () => {
  const set = done(press(bakingAt(0), { action: 'set-percent', percent: 70, reason: 'A trial.' }))
  expect(done(press(set, { action: 'resume' }))).toMatchObject({
    wantedPercent: 50,
    stageIndex: 1,
    held: null,
    phase: 'shifting',
  })
})

test('raising against a decision needs a reason, and lowering does not', () => {
  const paused = advance(bakingAt(1), look(15, 50, 'medium')).state
  expect(code(press(paused, { action: 'set-percent', percent: 60 }))).toBe('reason-missing')
  expect(code(press(paused, { action: 'set-percent', percent: 60, reason: 'Known.' }))).toBeNull()
  expect(code(press(paused, { action: 'set-percent', percent: 20 }))).toBeNull()
})

test.each([
  [{ action: 'skip' } as const],
  [{ action: 'to-zero' } as const],
  [{ action: 'to-full' } as const],
])('%o needs a reason', (input) => {
  expect(code(press(bakingAt(0), input))).toBe('reason-missing')
  expect(code(press(bakingAt(0), { ...input, reason: 'I know why.' }))).toBeNull()
})

test('to full needs no reason once the last gate has passed', () => {
  const stages = [stage(100, { gate: { ...stage(100).gate, promotion: 'manual' } })]
  const state = bakingAt(0, { stages, wantedPercent: 100, writtenPercent: 100, bakedSeconds: 60 })
  const looked = advance(state, look(15, 100)).state
  expect(looked.phase).toBe('baking')
  expect(done(press(looked, { action: 'to-full' }))).toMatchObject({ end: { how: 'full', by: 'person' } })
})

test('promote goes on when the gate has passed, and says what is missing when it has not', () => {
  const manual = [{ id: 'no-complaint', label: 'No complaint from users' }]
  const stages = [stage(10, { gate: { ...stage(10).gate, manual, promotion: 'manual' } }), stage(50)]
  const looked = advance(bakingAt(0, { stages, bakedSeconds: 60 }), look(15, 10)).state
  const refused = press(looked, { action: 'promote' })
  expect(refused).toMatchObject({
    ok: false,
    problem: { code: 'gate-not-passed', errors: [{ path: 'manual:no-complaint' }] },
  })
  const ticked = done(press(looked, { action: 'tick', check: 'no-complaint', ticked: true }, { actor: ben }))
  expect(ticked.ticks).toEqual({ 'no-complaint': { by: ben, at: after(1).toISOString() } })
  const passed = advance(ticked, look(30, 10)).state
  expect(passed).toMatchObject({ wantedPercent: 10, gate: { state: 'waiting' } })
  expect(done(press(passed, { action: 'promote' }))).toMatchObject({
    wantedPercent: 50,
    stageIndex: 1,
    ticks: {},
  })
  const untold = done(press(passed, { action: 'tick', check: 'no-complaint', ticked: false }))
  expect(untold.ticks).toEqual({})
  expect(code(press(passed, { action: 'tick', check: 'other', ticked: true }))).toBe('bad-request')
})

test('raising over a gate that has not passed needs a reason, as skipping it does', () => {
  const raise = (state: RolloutState, reason: string | null = null) =>
    code(press(state, { action: 'set-percent', percent: 100, reason }))
  expect(raise(bakingAt(0))).toBe('reason-missing')
  expect(raise(bakingAt(0), 'I know why.')).toBeNull()
  expect(raise(bakingAt(-1))).toBe('reason-missing')
  // Back up to what the stage had is no news to its gate.
  const lowered = done(press(bakingAt(1), { action: 'set-percent', percent: 45 }))
  expect(code(press({ ...lowered, stageIndex: 1 }, { action: 'set-percent', percent: 50 }))).toBeNull()
  const manual = { ...stage(10).gate, promotion: 'manual' as const }
  const passed = advance(
    bakingAt(0, { stages: [stage(10, { gate: manual }), stage(50)], bakedSeconds: 60 }),
    look(15, 10),
  )
  expect(raise(passed.state)).toBeNull()
})

test('what the gate said an hour ago promotes nobody, and spares nobody a reason', () => {
  const manual = { ...stage(10).gate, promotion: 'manual' as const }
  const stages = [stage(10, { gate: manual }), stage(50)]
  const { state } = advance(bakingAt(0, { stages, bakedSeconds: 60 }), look(15, 10))
  expect(code(press(state, { action: 'promote' }, { seconds: 60 }))).toBeNull()
  expect(press(state, { action: 'promote' }, { seconds: 3600 })).toMatchObject({
    ok: false,
    problem: { code: 'gate-not-passed', detail: expect.stringContaining('looked last at') },
  })
  expect(code(press(state, { action: 'set-percent', percent: 40 }, { seconds: 3600 }))).toBe('reason-missing')
  expect(code(press(state, { action: 'hold' }, { seconds: 3600 }))).toBeNull()
})

test('nobody promotes against a decision', () => {
  const looked = advance(bakingAt(0, { bakedSeconds: 60, held: null }), look(15, 10, 'medium')).state
  expect(code(press(looked, { action: 'promote' }))).toBe('gate-not-passed')
})

test('one stage back from between two stages is the lower one', () => {
  const between = done(press(bakingAt(0), { action: 'set-percent', percent: 30, reason: 'A trial.' }))
  expect(done(press(between, { action: 'back' }))).toMatchObject({ wantedPercent: 10, held: { by: ana } })
  expect(done(press(bakingAt(0), { action: 'back' }))).toMatchObject({ wantedPercent: 0, phase: 'held' })
})

test('the hold stops the bake time at once', () => {
  const held = done(press(bakingAt(0), { action: 'hold' }, { seconds: 10 }))
  expect(held.bakedSeconds).toBe(10)
  expect(advance(held, look(40, 10)).state.bakedSeconds).toBe(10)
  const resumed = done(press(held, { action: 'resume' }, { seconds: 50 }))
  expect(resumed).toMatchObject({ bakedSeconds: 10, phase: 'baking' })
})

test('to zero ends it for good, and twice is once', () => {
  const left = done(press(bakingAt(1), { action: 'to-zero', reason: 'Errors.' }))
  expect(left).toMatchObject({
    phase: 'leaving',
    wantedPercent: 0,
    end: { how: 'zero', by: 'person', actor: ana, reason: 'Errors.' },
  })
  expect(done(press(left, { action: 'to-zero' }, { actor: ben }))).toBe(left)
  expect(code(press(left, { action: 'set-percent', percent: 10 }))).toBe('rollout-ended')
  expect(code(press({ ...left, phase: 'ended' }, { action: 'resume' }))).toBe('rollout-ended')
})

test('what somebody set outside Lockstep is taken over or accepted, nothing else', () => {
  const foreign = advance(bakingAt(1), look(15, 37)).state
  for (const action of ['hold', 'resume', 'promote', 'back'] as const)
    expect(code(press(foreign, { action }))).toBe('rollout-foreign')
  const taken = done(press(foreign, { action: 'take-over' }, { seconds: 20 }))
  expect(taken).toMatchObject({ foreign: null, wantedPercent: 50, held: null })
  // AWS has not been told yet.
  expect(advance(taken, look(21, 37)).state.foreign).toBeNull()
  expect(done(press(foreign, { action: 'accept' }))).toMatchObject({
    foreign: null,
    wantedPercent: 37,
    wantedBy: ana,
    held: { by: ana },
    stageIndex: 0,
  })
  expect(code(press(bakingAt(1), { action: 'accept' }))).toBe('rollout-changed')
  expect(done(press(foreign, { action: 'to-zero', reason: 'Off.' })).phase).toBe('leaving')
})

test('a driver that only goes forward refuses to go down, and skips over its own steps', () => {
  const limits: DriverLimits = {
    percentages: [0, 10, 50, 100],
    maxPercent: 100,
    down: 'zero-only',
    sentence: 'ECS.',
  }
  const allowed = { driver: 'ecs-native', limits } as const
  const pressNative = (percent: number) =>
    press(bakingAt(1), { action: 'set-percent', percent, reason: 'A trial.' }, { allowed })
  expect(code(pressNative(10))).toBe('percent-not-allowed')
  expect(code(pressNative(60))).toBe('percent-not-allowed')
  expect(code(pressNative(100))).toBeNull()
})

test('leaving forgets who held it and why', () => {
  const held = done(press(bakingAt(1), { action: 'hold' }))
  const left = leave(held, { by: 'abort', actor: ana, reason: null, at: after(9).toISOString() })
  expect(left).toMatchObject({ held: null, heldFor: null, wantedPercent: 0 })
})

test('a percentage is kept in hundredths, whatever was typed', () => {
  const pressed = (percent: number) =>
    done(press(bakingAt(0), { action: 'set-percent', percent, reason: 'A trial.' }))
  expect(pressed(1e-9).wantedPercent).toBe(0)
  expect(pressed(33.3 + 1e-9).wantedPercent).toBe(33.3)
})

test('accepting what was set outside Lockstep on the way to full goes on from there', () => {
  const full = done(press(bakingAt(1), { action: 'to-full', reason: 'Known.' }))
  const foreign = advance(full, look(15, 37)).state
  const accepted = done(press(foreign, { action: 'accept' }))
  expect(accepted).toMatchObject({ wantedPercent: 37, end: null })
  const resumed = done(press(accepted, { action: 'resume' }))
  expect(advance(resumed, look(30, 10)).state).toMatchObject({ wantedPercent: 10, phase: 'baking' })
})
