import { expect, test } from 'vitest'
import type { Observation } from '../../domain/drift/observation.ts'
import {
  entryValue,
  environment,
  observe,
  read,
  site,
  unreadable,
} from '../../domain/drift/testing/drift-fixture.ts'
import { createRolloutWorld } from '../rollout/testing/rollout-world.ts'
import { noFacts, type StepContext } from '../step-context.ts'
import { createStepPorts } from '../testing/step-rig.ts'
import { endpoint } from './endpoint.ts'

/** What the step ends with when its time is up and the site still looks like this. */
async function outcomeOf(edge: Observation['edge']) {
  let now = Date.parse('2026-11-20T12:00:00Z')
  const { ports } = createStepPorts(createRolloutWorld())
  const work = await ports.journal.load('')
  if (work === null) throw new Error('no work')
  return endpoint({
    releaseId: 'release',
    step: 'endpoint',
    environment,
    work,
    facts: noFacts,
    startedAt: new Date(now).toISOString(),
    ports: { ...ports, observe: async () => observe({ edge }) },
    clock: { now: () => new Date(now) },
    sleep: async (milliseconds) => {
      now += milliseconds
    },
    abortRequested: async () => false,
    say: async () => undefined,
    log: async () => undefined,
    tail: { follow: async () => undefined } as unknown as StepContext['tail'],
  })
}

test('says that the frontend calls another backend only where that was seen', async () => {
  const settings = { ...entryValue.settings, VITE_API_URL: 'https://api.staging.example' }
  expect(await outcomeOf(site({ entry: read({ ...entryValue, settings }) }))).toMatchObject({
    kind: 'failed',
    problem: {
      code: 'verification-failed',
      title: expect.stringContaining('does not call the right backend'),
    },
  })
  expect(await outcomeOf(site({ entry: unreadable }))).toMatchObject({
    kind: 'failed',
    problem: { code: 'verification-failed', title: expect.stringContaining('could not be told') },
  })
})
