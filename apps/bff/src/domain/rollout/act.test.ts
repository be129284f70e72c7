import type { MatrixRow } from '@lockstep/shared-types/decision'
import { expect, test } from 'vitest'
import { advance } from './advance.ts'
import { bakingAt, ben, look, press } from './testing/rollout-fixture.ts'

test.each([
  ['low', { wantedPercent: 50, held: null, phase: 'baking' }, { decision: 'monitor', effect: 'nothing' }],
  ['medium', { wantedPercent: 50, heldFor: 'decision' }, { decision: 'pause', effect: 'acted' }],
  [
    'high',
    { wantedPercent: 10, heldFor: 'decision', stageIndex: 0 },
    { decision: 'previous-stage', effect: 'acted' },
  ],
  ['critical', { wantedPercent: 0, phase: 'leaving' }, { decision: 'rollback-to-zero', effect: 'acted' }],
] as const)('%s: does what the matrix says', (health, state, decision) => {
  const done = advance(bakingAt(1), look(15, 50, health))
  expect(done.state).toMatchObject(state)
  expect(done.decision).toMatchObject({ severity: health, ...decision })
})

test('the time limit of a decision runs from when it was first taken', () => {
  const first = advance(bakingAt(1), look(15, 50, 'medium'))
  const second = advance(first.state, look(30, 50, 'medium'))
  expect(second.state.decision?.dueAt).toBe(first.decision?.dueAt)
  expect(second.decision).toBeNull()
})

test('what is not automatic asks a person', () => {
  const matrix = look(0, 0).policy.matrix.map((row) => ({ ...row, automatic: false }))
  const policy = { ...look(0, 0).policy, matrix }
  const done = advance(bakingAt(1), look(15, 50, 'critical', { policy }))
  expect(done.state).toMatchObject({ wantedPercent: 50, phase: 'baking' })
  expect(done.decision).toMatchObject({ effect: 'asks' })
})

test('does not fall twice for the same bad minutes, but does when they go on', () => {
  const fallen = advance(bakingAt(2), look(15, 100, 'high')).state
  expect(fallen.wantedPercent).toBe(50)
  expect(advance(fallen, look(200, 50, 'high')).state.wantedPercent).toBe(50)
  expect(advance(fallen, look(500, 50, 'high')).state.wantedPercent).toBe(10)
})

test('from the first stage it goes to nobody, and stays held there', () => {
  const { state } = advance(bakingAt(0), look(15, 10, 'high'))
  expect(state).toMatchObject({ wantedPercent: 0, stageIndex: -1, phase: 'held' })
  expect(advance(state, look(600, 0, 'well')).state).toMatchObject({ wantedPercent: 0, phase: 'held' })
})

test('a driver that goes down only to zero ends at zero instead of a stage back', () => {
  const limits = { ...look(0, 0).limits, down: 'zero-only' } as const
  const { state } = advance(bakingAt(1), look(15, 50, 'high', { limits }))
  expect(state).toMatchObject({ phase: 'leaving', end: { how: 'zero', by: 'decision' } })
})

test('a fall takes a person’s hold along', () => {
  const held = press(bakingAt(1), { action: 'hold' }, { actor: ben })
  if (!held.ok) throw new Error(held.problem.title)
  expect(advance(held.value.state, look(15, 50, 'medium')).state).toMatchObject({
    held: { by: ben },
    wantedPercent: 50,
  })
  expect(advance(held.value.state, look(15, 50, 'high')).state).toMatchObject({
    held: { by: { id: 'lockstep' } },
    wantedPercent: 10,
  })
})

test('missing measurements hold it at once, release it when they are back, and take it a stage back when they stay away', () => {
  const held = advance(bakingAt(1), look(15, 50, 'missing'))
  expect(held.state).toMatchObject({ heldFor: 'inconclusive', wantedPercent: 50, phase: 'held' })
  expect(held.decision).toMatchObject({ verdict: 'inconclusive', decision: 'pause' })
  expect(advance(held.state, look(30, 50)).state).toMatchObject({
    held: null,
    inconclusive: null,
    phase: 'baking',
  })
  let state = held.state
  for (let seconds = 30; seconds <= 1800; seconds += 15)
    state = advance(state, look(seconds, 50, 'missing')).state
  expect(state.wantedPercent).toBe(50)
  state = advance(state, look(1815, 50, 'missing')).state
  expect(state).toMatchObject({ wantedPercent: 10, heldFor: 'decision' })
  // Now a person has to look.
  expect(advance(state, look(1830, 10)).state).toMatchObject({ wantedPercent: 10, phase: 'held' })
})

test('who is released when measurements are back is told so, in the log and to whoever comes second', () => {
  const held = advance(bakingAt(1), look(15, 50, 'missing')).state
  const back = advance(held, look(30, 50))
  expect(back.lines.map(({ message }) => message)).toEqual(['The measurements are back: Lockstep goes on.'])
  expect(back.state.lastChange.sentence).toBe('The measurements are back: Lockstep goes on.')
  expect(advance(back.state, look(45, 50)).lines).toEqual([])
})

test('a pause for one value does not keep the missing of another from taking it back', () => {
  const unmeasured: MatrixRow = {
    severity: 'critical',
    when: [{ kind: 'metric', metric: 'database-connections', comparison: 'above', limit: 99 }],
    decision: 'rollback-to-zero',
    withinSeconds: null,
    automatic: true,
  }
  const policy = { ...look(0, 0).policy, matrix: [unmeasured, ...look(0, 0).policy.matrix] }
  let state = advance(bakingAt(1), look(15, 50, 'medium', { policy })).state
  expect(state).toMatchObject({ heldFor: 'decision', inconclusive: { since: expect.anything() } })
  for (let seconds = 30; seconds <= 1815; seconds += 15)
    state = advance(state, look(seconds, 50, 'medium', { policy })).state
  expect(state).toMatchObject({ wantedPercent: 10, heldFor: 'decision' })
  expect(state.held?.reason).toContain('Measurements were missing for too long.')
})

test('a clock that jumps does not make measurements missing for longer', () => {
  const held = advance(bakingAt(1), look(15, 50, 'missing')).state
  expect(advance(held, look(7200, 50, 'missing')).state.wantedPercent).toBe(50)
})

test('a candidate that has just got its first users need not be measured yet', () => {
  const fresh = bakingAt(0, { settledAt: look(0, 0).now.toISOString() })
  const early = look(15, 10)
  const candidate = { ...early.measured.candidate, values: {}, requests: null, newestAt: null }
  const unmeasured = { ...early, measured: { ...early.measured, candidate } } as typeof early
  expect(advance(fresh, unmeasured).state).toMatchObject({ phase: 'baking', inconclusive: null })
  const { now } = look(400, 0)
  const late = { ...unmeasured, now, measured: { ...unmeasured.measured, now } }
  expect(advance(fresh, late).state).toMatchObject({ phase: 'held', heldFor: 'inconclusive' })
})

test('a person who resumes against a pause is not paused again for the same, but never widened either', () => {
  const paused = advance(bakingAt(1), look(15, 50, 'medium')).state
  const resumed = press(paused, { action: 'resume' }, { seconds: 20 })
  if (!resumed.ok) throw new Error(resumed.problem.title)
  let state = resumed.value.state
  for (let seconds = 30; seconds <= 600; seconds += 15)
    state = advance(state, look(seconds, 50, 'medium')).state
  expect(state).toMatchObject({ wantedPercent: 50, held: null })
  const well = advance(state, look(615, 50)).state
  expect(well.wantedPercent).toBe(100)
  expect(advance(bakingAt(1, { acknowledged: null }), look(15, 50, 'medium')).state.heldFor).toBe('decision')
})
