import { expect, test } from 'vitest'
import { leave } from '../domain/rollout/leave.ts'
import { after, ana, bakingAt } from '../domain/rollout/testing/rollout-fixture.ts'
import { runStep, type StepRunnerDeps } from './run-step.ts'
import { createRolloutWorld, releaseId, rolledOut } from './rollout/testing/rollout-world.ts'
import { noFacts } from './step-context.ts'
import { createStepPorts } from './testing/step-rig.ts'

const leaving = () =>
  createRolloutWorld(
    leave(bakingAt(1), { by: 'person', actor: ana, reason: 'Wrong.', at: after(0).toISOString() }),
  )

/** Runs a step in virtual time; `meanwhile` may change the world whenever it pauses. */
async function run(
  step: 'rollout' | 'preflight',
  rig: ReturnType<typeof createRolloutWorld>,
  breaks: Parameters<typeof createStepPorts>[1],
  meanwhile: (pauses: readonly number[]) => void = () => undefined,
  findEnvironment: StepRunnerDeps['findEnvironment'] = () => rolledOut,
) {
  const { ports, said } = createStepPorts(rig, breaks)
  const pauses: number[] = []
  const outcome = await runStep(
    {
      ports,
      clock: rig.clock,
      findEnvironment,
      signals: {
        wake: () => undefined,
        stop: () => undefined,
        stopping: () => false,
        sleep: (_id, milliseconds) => {
          pauses.push(milliseconds)
          if (pauses.length > 200) throw new Error('it never ends')
          rig.world.seconds += milliseconds / 1000
          meanwhile(pauses)
          return Promise.resolve()
        },
      },
    },
    releaseId,
    step,
    noFacts,
  )
  return { outcome, pauses, said }
}

test.for(['load', 'startStep', 'control', 'setStatus', 'updateStep', 'endStep'] as const)(
  'a database that is away for long at %s does not make the rollout fail: it is tried with growing pauses',
  async (method) => {
    const rig = leaving()
    rig.world.candidateAnswers = 'on'
    const { outcome, pauses } = await run('rollout', rig, { [method]: 12 }, () => {
      if (rig.world.seconds > 60) rig.world.candidateAnswers = 'off'
    })
    expect(outcome).toMatchObject({ kind: 'aborted', problem: { title: 'Ana ended the rollout at zero.' } })
    expect(Math.max(...pauses)).toBe(30_000)
    expect(rig.world.aws).toBe(0)
  },
)

test('another step gives up after some tries', async () => {
  const { outcome, pauses } = await run('preflight', leaving(), { load: 12 })
  expect(outcome).toMatchObject({ kind: 'failed', problem: { code: 'internal' } })
  expect(pauses).toHaveLength(3)
})

test('a rollout whose environment is no longer configured waits, says what to do, and goes on when it is back', async () => {
  const rig = createRolloutWorld(bakingAt(1))
  rig.world.aws = 50
  rig.world.health = 'critical'
  const problems: (string | null | undefined)[] = []
  let isConfigured = false
  const { outcome, said } = await run(
    'rollout',
    rig,
    {},
    (pauses) => {
      if (!isConfigured) problems.push(rig.state().problem?.remedy)
      isConfigured = pauses.length >= 5
    },
    () => (isConfigured ? rolledOut : null),
  )
  expect(problems).toHaveLength(5)
  expect(problems[0]).toMatch(/^Put the environment back.*or end the rollout by hand in AWS/)
  expect(said[0]).toContain('runs at 50 %')
  expect(
    rig.world.kept.flatMap(({ lines }) => lines).filter(({ message }) => /no longer names/.test(message)),
  ).toHaveLength(1)
  expect(outcome).toMatchObject({ kind: 'failed', problem: { code: 'threshold-breached' } })
  expect(rig.world.aws).toBe(0)
})

test('a release whose rollout has not begun fails without its environment', async () => {
  const { outcome } = await run('preflight', leaving(), {}, undefined, () => null)
  expect(outcome).toMatchObject({ kind: 'failed', problem: { code: 'not-found' } })
})

test('a rollout whose driver is no longer configured shows that, until it is back', async () => {
  const rig = createRolloutWorld(bakingAt(1))
  rig.world.aws = 50
  rig.world.health = 'critical'
  rig.world.driverId = 'paired'
  const problems: unknown[] = []
  const { outcome } = await run('rollout', rig, {}, (pauses) => {
    problems.push(rig.state().problem?.code)
    if (pauses.length === 3) rig.world.driverId = 'alb-weights'
  })
  expect(problems.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => 'rollout-not-configured'))
  expect(outcome).toMatchObject({ kind: 'failed', problem: { code: 'threshold-breached' } })
})
