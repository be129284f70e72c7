import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Problem } from '@lockstep/shared-types/problem'
import { endedReleaseStatuses, type ReleaseStep, type ReleaseStepId } from '@lockstep/shared-types/release'
import type { Clock } from '../domain/clock.ts'
import { backoffMilliseconds } from '../domain/release/retryable.ts'
import type { Environment } from '../domain/environment.ts'
import { createLogTail } from './log-tail.ts'
import type { ReleasePorts, ReleaseWork } from './ports.ts'
import { forever, type Signals } from './signals.ts'
import { awaitEnvironment } from './rollout/await-environment.ts'
import type { ReleaseFacts, StepContext, StepOutcome } from './step-context.ts'
import { stepTable } from './step-table.ts'

export type StepRunnerDeps = {
  readonly ports: ReleasePorts
  readonly clock: Clock
  readonly signals: Signals
  readonly findEnvironment: (ref: EnvironmentRef) => Environment | null
}

/** Defects and a database that is away for a moment: the step is run again, which it must bear anyway. */
const runsOnDefect = 4
const progressMilliseconds = 400

/** Runs one step to its outcome and writes it down. Repeatable: the engine calls it again after a crash. */
export async function runStep(
  deps: StepRunnerDeps,
  releaseId: string,
  step: ReleaseStepId,
  facts: ReleaseFacts,
): Promise<StepOutcome> {
  const { signals } = deps
  for (let run = 1; ; run += 1) {
    try {
      return await runOnce(deps, releaseId, step, facts)
    } catch (error) {
      // The process stops and takes the database away: the step is run again at the next start.
      if (signals.stopping()) await forever()
      // Traffic is on two versions: somebody must look at it whenever that is possible again.
      if (step !== 'rollout' && run >= runsOnDefect) return { kind: 'failed', problem: defect(error) }
      await signals.sleep(releaseId, backoffMilliseconds(run + 1))
    }
  }
}

async function runOnce(
  deps: StepRunnerDeps,
  releaseId: string,
  step: ReleaseStepId,
  facts: ReleaseFacts,
): Promise<StepOutcome> {
  const { ports, signals, findEnvironment } = deps
  const work = await ports.journal.load(releaseId)
  if (work === null || hasEnded(work)) return { kind: 'replaced' }
  const environment =
    step === 'rollout' ? await awaitEnvironment(deps, releaseId, work.release) : findEnvironment(work.release)
  if (environment === null) return { kind: 'failed', problem: notConfigured(work) }
  const startedAt = await ports.journal.startStep(releaseId, step)
  const context = contextOf(deps, { releaseId, step, facts, work, environment, startedAt })
  // A rollout that is aborted has traffic to take off first, also after a restart.
  const outcome =
    step !== 'rollout' && (await context.abortRequested())
      ? ({ kind: 'aborted' } as const)
      : await stepTable[step](context)
  if (signals.stopping()) await forever()
  await writeDown(ports, releaseId, step, outcome)
  return outcome
}

async function writeDown(
  { journal }: ReleasePorts,
  releaseId: string,
  step: ReleaseStepId,
  outcome: StepOutcome,
): Promise<void> {
  switch (outcome.kind) {
    case 'done':
      return await journal.endStep(releaseId, step, 'succeeded', null)
    case 'failed':
      return await journal.endStep(releaseId, step, 'failed', outcome.problem)
    case 'aborted':
      return await journal.endStep(releaseId, step, 'aborted', null)
    case 'replaced':
      return
  }
}

function contextOf(
  { ports, clock, signals }: StepRunnerDeps,
  step: Pick<StepContext, 'releaseId' | 'step' | 'facts' | 'work' | 'environment' | 'startedAt'>,
): StepContext {
  const { releaseId } = step
  let said: string | null = null
  let saidAt = 0
  const say = async (detail: string, progress: ReleaseStep['progress'] = null): Promise<void> => {
    const now = JSON.stringify([detail, progress])
    const isProgress = said !== null && said.startsWith(JSON.stringify([detail]).slice(0, -1))
    // Progress moves many times a second; people and the database need it twice.
    if (now === said || (isProgress && Date.now() - saidAt < progressMilliseconds)) return
    said = now
    saidAt = Date.now()
    await ports.journal.updateStep(releaseId, step.step, { detail, progress })
  }
  const log: StepContext['log'] = (entries) =>
    ports.journal.log(
      releaseId,
      entries.map((entry) => ({ ...entry, step: step.step })),
    )
  return {
    ...step,
    ports,
    clock,
    say,
    sleep: (milliseconds) => signals.sleep(releaseId, milliseconds),
    abortRequested: async () => (await ports.journal.control(releaseId)).abortRequested,
    log,
    tail: createLogTail({
      begin: new Date(step.work.release.createdAt),
      now: () => clock.now(),
      listTasks: () => ports.readTasks(step.environment),
      read: (request) => ports.readTaskLog(step.environment, request),
      log,
    }),
  }
}

const hasEnded = ({ release }: ReleaseWork): boolean =>
  endedReleaseStatuses.some((status) => status === release.status)

const defect = (error: unknown): Problem => ({
  code: 'internal',
  title: 'Lockstep failed at this step.',
  detail: error instanceof Error ? error.message : String(error),
  remedy: 'This is a fault of Lockstep: please report it with the detail.',
})

const notConfigured = ({ release }: ReleaseWork): Problem => ({
  code: 'not-found',
  title: 'The configuration no longer names this environment.',
  detail: `${release.applicationId}/${release.environmentId}`,
  remedy: 'Put the environment back into the configuration.',
})
