import { setImmediate as breathe } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createLostSweep, type LostReleasesDeps } from './lost-releases.ts'
import { after, bakingAt } from '../domain/rollout/testing/rollout-fixture.ts'
import type { ReleaseEnd } from './ports.ts'
import { endOrphan } from './rollout/end-orphan.ts'
import { createRolloutWorld, releaseId, rolledOut } from './rollout/testing/rollout-world.ts'
import { createStepPorts } from './testing/step-rig.ts'

/** A sweep over releases in these states of their workflows, which the test changes, with what it has ended. */
function sweepOf(
  states: Map<string, string | null>,
  endRollout: LostReleasesDeps['endRollout'] = () => Promise.resolve(null),
) {
  const said: string[] = []
  const pauses: number[] = []
  const ended: [string, ReleaseEnd][] = []
  const warned: string[] = []
  let due: (() => void) | null = null
  const sweep = createLostSweep({
    journal: {
      active: async () => [...states.keys()],
      end: async (releaseId, end) => {
        ended.push([releaseId, end])
        states.delete(releaseId)
      },
      setStatus: async (_releaseId, _status, outcome) => void said.push(outcome),
    },
    workflowState: async (releaseId) => {
      const state = states.get(releaseId) ?? null
      if (state === 'BROKEN') throw new Error('the database is away')
      return state
    },
    timers: {
      after(milliseconds, run) {
        pauses.push(milliseconds)
        due = run
        return () => (due = null)
      },
    },
    endRollout,
    log: { warn: (_details, message) => warned.push(message), error: () => undefined },
  })
  const minute = async () => {
    due?.()
    for (let turn = 0; turn < 5; turn += 1) await breathe()
  }
  return { sweep, ended, warned, said, pauses, minute, isDue: () => due !== null }
}

test('a release whose workflow gave up or is gone is ended; one that waits or runs is left alone', async () => {
  const { sweep, ended } = sweepOf(
    new Map([
      ['given-up', 'ERROR'],
      ['gone', null],
      ['running', 'PENDING'],
      ['waiting', 'ENQUEUED'],
    ]),
  )
  await sweep.start()
  expect(ended).toMatchObject([
    ['given-up', { status: 'failed', failure: { code: 'internal', detail: 'Its workflow is ERROR.' } }],
    ['gone', { status: 'failed', failure: { detail: 'Its workflow is gone.' } }],
  ])
})

test('a workflow that gives up later is found a minute later, also after a look that failed', async () => {
  const states = new Map<string, string | null>([['one', 'PENDING']])
  const { sweep, ended, warned, minute } = sweepOf(states)
  await sweep.start()
  states.set('one', 'BROKEN')
  await minute()
  expect(warned).toHaveLength(1)
  states.set('one', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED')
  await minute()
  expect(ended.map(([id]) => id)).toEqual(['one'])
})

test('nothing is looked for any more once it is stopped', async () => {
  const { sweep, isDue } = sweepOf(new Map())
  await sweep.start()
  await sweep.stop()
  expect(isDue()).toBe(false)
})

/** A lost release whose rollout is at 50 %. */
function lostRollout(environment: typeof rolledOut | null = rolledOut) {
  const rig = createRolloutWorld(bakingAt(1))
  rig.world.aws = 50
  const { ports } = createStepPorts(rig)
  const deps = { ports, clock: rig.clock, findEnvironment: () => environment }
  const lost = sweepOf(new Map([[releaseId, 'ERROR']]), async (id) => await endOrphan(deps, id))
  return { rig, ...lost }
}

test('the traffic of a lost release is taken off first, and then it ends, saying so', async () => {
  const { rig, sweep, ended, said, pauses, minute } = lostRollout()
  rig.world.candidateAnswers = 'on'
  await sweep.start()
  expect(rig.world.writes).toEqual([{ percent: 0, urgent: true }])
  expect(ended).toEqual([])
  expect(said).toEqual(['Lockstep lost this release. Its traffic is being taken off the new version.'])
  rig.world.candidateAnswers = 'off'
  rig.world.seconds += 5
  await minute()
  expect(pauses).toEqual([5_000, 60_000])
  expect(rig.world.finished).toBe(1)
  expect(rig.state().end).toMatchObject({ by: 'decision', askedAt: after(0).toISOString() })
  expect(ended).toMatchObject([
    [
      releaseId,
      { status: 'failed', outcome: expect.stringContaining('Nobody is sent to v2 any more; v1 serves.') },
    ],
  ])
})

test('one whose traffic nobody can move waits, and keeps the others from nothing', async () => {
  const { rig, sweep, ended, said } = lostRollout(null)
  await sweep.start()
  expect(rig.world.aws).toBe(50)
  expect(rig.state().problem).toMatchObject({ code: 'rollout-not-configured' })
  expect([ended, said]).toEqual([[], [expect.stringContaining('runs at 50 %')]])
})

test('one whose main half has no healthy target stays where it is until it has one', async () => {
  const { rig, sweep, said, minute } = lostRollout()
  rig.world.healthy = { main: false, candidate: true }
  await sweep.start()
  expect(rig.world.writes).toEqual([])
  expect(rig.state()).toMatchObject({ end: null, problem: { code: 'no-healthy-target' } })
  expect(said).toEqual([expect.stringContaining('The baseline has no healthy target')])
  rig.world.healthy = { main: true, candidate: true }
  await minute()
  expect(rig.world.aws).toBe(0)
})

test('one lost release that cannot be ended does not stop the others, nor the start', async () => {
  const { sweep, ended, warned } = sweepOf(
    new Map([
      ['broken', 'ERROR'],
      ['given-up', 'ERROR'],
    ]),
    (id) => (id === 'broken' ? Promise.reject(new Error('unreadable')) : Promise.resolve(null)),
  )
  await sweep.start()
  expect(warned).toHaveLength(1)
  expect(ended.map(([id]) => id)).toEqual(['given-up'])
})
