import { setImmediate as breathe } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createLostSweep } from './lost-releases.ts'
import type { ReleaseEnd } from './ports.ts'

/** A sweep over releases in these states of their workflows, which the test changes, with what it has ended. */
function sweepOf(states: Map<string, string | null>) {
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
    },
    workflowState: async (releaseId) => {
      const state = states.get(releaseId) ?? null
      if (state === 'BROKEN') throw new Error('the database is away')
      return state
    },
    timers: {
      after(_milliseconds, run) {
        due = run
        return () => (due = null)
      },
    },
    log: { warn: (_details, message) => warned.push(message), error: () => undefined },
  })
  const minute = async () => {
    due?.()
    await breathe()
  }
  return { sweep, ended, warned, minute, isDue: () => due !== null }
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
