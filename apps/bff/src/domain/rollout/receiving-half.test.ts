import { expect, test } from 'vitest'
import { advance } from './advance.ts'
import { bakingAt, look, press, says, type Health } from './testing/rollout-fixture.ts'
import type { TrafficState } from './traffic.ts'

const mainDead = { main: false, candidate: true } as const
const bothServe = { main: true, candidate: true } as const
const candidateDead = { main: true, candidate: false } as const

test('whatever the decision, nobody is sent to a main half without a healthy target', () => {
  for (const health of ['well', 'high', 'critical', 'missing'] as const) {
    const { state } = advance(bakingAt(1), look(15, says(50, { healthy: mainDead }), health))
    expect(state).toMatchObject({ wantedPercent: 50, phase: 'held', end: null, heldFor: 'baseline' })
    expect(state.held?.reason).toMatch(/no healthy target.*the candidate serves.*full/i)
    expect(state.decision).toMatchObject({ decision: 'pause', verdict: 'fail' })
  }
})

test('missing measurements take it no stage back either, however long they stay away', () => {
  const held = advance(bakingAt(1), look(15, says(50, { healthy: mainDead }), 'missing')).state
  const { state } = advance(held, look(9000, says(50, { healthy: mainDead }), 'missing'))
  expect(state).toMatchObject({ wantedPercent: 50, end: null })
})

test('a person is told the same, and may go to full', () => {
  const { state } = advance(bakingAt(1), look(15, says(50, { healthy: mainDead })))
  for (const asked of [
    { action: 'to-zero', reason: 'Wrong.' },
    { action: 'back' },
    { action: 'set-percent', percent: 10, reason: 'Less.' },
  ] as const)
    expect(press(state, asked, { seconds: 16 })).toMatchObject({
      ok: false,
      problem: { code: 'no-healthy-target' },
    })
  expect(press(state, { action: 'to-full', reason: 'It serves.' }, { seconds: 16 }).ok).toBe(true)
  // What was seen long ago keeps nobody on a bad version.
  expect(press(state, { action: 'to-zero', reason: 'Wrong.' }, { seconds: 900 }).ok).toBe(true)
})

test('whoever resumes knowing of it widens the candidate that serves', () => {
  const held = advance(bakingAt(1, { bakedSeconds: 60 }), look(15, says(50, { healthy: mainDead }))).state
  const resumed = press(held, { action: 'resume' }, { seconds: 16 })
  if (!resumed.ok) throw new Error(resumed.problem.title)
  const { state } = advance(resumed.value.state, look(30, says(50, { healthy: mainDead })))
  expect(state.wantedPercent).toBe(100)
})

test('a candidate without a healthy target gets no more traffic, by Lockstep or by a person', () => {
  const looked = look(15, says(10, { healthy: candidateDead }))
  const { state } = advance(bakingAt(0, { bakedSeconds: 60 }), looked)
  expect(state).toMatchObject({ wantedPercent: 10, held: null })
  expect(state.decision?.sentence).toMatch(/candidate has no healthy target/i)
  expect(press(state, { action: 'skip', reason: 'Now.' }, { seconds: 16 })).toMatchObject({
    ok: false,
    problem: { code: 'no-healthy-target' },
  })
  const back = advance(state, look(30, says(10, { healthy: { main: true, candidate: true } }))).state
  expect(back.wantedPercent).toBe(50)
})

test('where both are without one, or neither is known, nothing changes', () => {
  for (const healthy of [
    { main: false, candidate: false },
    { main: null, candidate: null },
    { main: false, candidate: null },
  ])
    expect(advance(bakingAt(1), look(15, says(50, { healthy }), 'critical')).state).toMatchObject({
      wantedPercent: 0,
      phase: 'leaving',
    })
})

test('what users met while main was down is not held against the candidate when it is back', () => {
  const down = (seconds: number, healthy: TrafficState['healthy'], health: Health = 'well') => {
    const usual = look(seconds, says(50, { healthy }), health)
    const inputs = { ...usual.measured, availability: 'down' } as const
    return { ...usual, measured: inputs, lately: inputs, measuredForGate: inputs }
  }
  const held = advance(bakingAt(1), down(15, mainDead)).state
  expect(held).toMatchObject({ phase: 'held', problem: { code: 'no-healthy-target' } })
  // The call that failed was made a moment before the targets were read.
  const back = advance(held, down(30, bothServe)).state
  expect(back).toMatchObject({ wantedPercent: 50, phase: 'held', end: null })
  expect(back.held?.reason).toMatch(/no healthy target/)
  expect(advance(back, look(45, says(50, { healthy: bothServe }))).state).toMatchObject({
    held: null,
    problem: null,
    phase: 'baking',
  })
  // What the candidate does by itself counts at once, and so does all when that time is over.
  expect(advance(back, down(45, bothServe, 'critical')).state).toMatchObject({ wantedPercent: 0 })
  expect(advance(back, down(900, bothServe)).state).toMatchObject({ wantedPercent: 0 })
})

test('a hold of a person outlasts the return of main', () => {
  const byHand = press(bakingAt(1), { action: 'hold' })
  if (!byHand.ok) throw new Error(byHand.problem.title)
  const dead = advance(byHand.value.state, look(15, says(50, { healthy: mainDead }))).state
  const { state } = advance(dead, look(30, says(50, { healthy: bothServe })))
  expect(state).toMatchObject({ phase: 'held', heldFor: 'person' })
})

test('what a half lacked is shown no longer than it lacks it, also where somebody else has moved the traffic', () => {
  const seen = advance(bakingAt(1), look(15, says(30, { healthy: mainDead }))).state
  expect(seen).toMatchObject({ foreign: { percent: 30 }, problem: { code: 'no-healthy-target' } })
  const { state } = advance(seen, look(30, says(30, { healthy: bothServe })))
  expect(state).toMatchObject({ foreign: { percent: 30 }, problem: null })
})
