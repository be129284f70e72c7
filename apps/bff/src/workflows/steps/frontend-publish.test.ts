import type { Problem } from '@lockstep/shared-types/problem'
import { expect, test } from 'vitest'
import { environment } from '../../domain/drift/testing/drift-fixture.ts'
import { fail } from '../../domain/result.ts'
import { createRolloutWorld } from '../rollout/testing/rollout-world.ts'
import type { PublishFrontend } from '../ports.ts'
import { noFacts, type StepContext, type StepOutcome } from '../step-context.ts'
import { createStepPorts } from '../testing/step-rig.ts'
import { candidatePublish } from './candidate-publish.ts'
import { frontendPublish } from './frontend-publish.ts'

const problem = (code: Problem['code'], title: string): Problem => ({
  code,
  title,
  detail: 'AbortError: The operation was aborted',
  remedy: null,
})

/** Publishes while somebody aborts it; whatever is under way then ends as `problem`. */
async function abortedIn(
  step: 'frontend-publish' | 'candidate-publish',
  problem: Problem,
): Promise<{ readonly outcome: StepOutcome; readonly retries: number }> {
  const { ports: base } = createStepPorts(createRolloutWorld())
  const work = await base.journal.load('')
  if (work === null) throw new Error('no work')
  let asked = 0
  let retries = 0
  const publishFrontend: PublishFrontend = async (_environment, { signal }) => {
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve))
    return fail(problem)
  }
  const context: StepContext = {
    releaseId: 'release',
    step,
    environment,
    work,
    facts: { ...noFacts, backendImage: 'api:v2' },
    startedAt: '2026-11-20T12:00:00.000Z',
    ports: {
      ...base,
      publishFrontend,
      candidate: { ...base.candidate, publish: publishFrontend },
      journal: { ...base.journal, retryStep: async () => void (retries += 1) },
    },
    clock: { now: () => new Date('2026-11-20T12:00:00Z') },
    sleep: async () => undefined,
    // Nobody has when the step begins.
    abortRequested: async () => (asked += 1) > 1,
    say: async () => undefined,
    log: async () => undefined,
    tail: { follow: async () => undefined } as unknown as StepContext['tail'],
  }
  const run = step === 'frontend-publish' ? frontendPublish : candidatePublish
  return { outcome: await run(context), retries }
}

test.each([
  ['frontend-publish', problem('artifact-unreadable', 'The image could not be read.')],
  ['frontend-publish', problem('aws-unavailable', 'AWS did not answer s3:PutObject.')],
  ['candidate-publish', problem('artifact-unreadable', 'The image could not be read.')],
] as const)(
  '%s: what an abort breaks off is the abort, and no fault of what was read (%o)',
  async (step, of) => {
    expect(await abortedIn(step, of)).toEqual({ outcome: { kind: 'aborted' }, retries: 0 })
  },
)
