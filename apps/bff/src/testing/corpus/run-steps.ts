import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { ReleaseStepId } from '@lockstep/shared-types/release'
import { createEcsDeployer } from '../../adapters/aws/ecs-deployer.ts'
import { createEcsTaskDefinitions } from '../../adapters/aws/ecs-task-definitions.ts'
import { createEcsTaskReader } from '../../adapters/aws/ecs-task-reader.ts'
import { createTargetHealthReader } from '../../adapters/aws/target-health-reader.ts'
import type { Clock } from '../../domain/clock.ts'
import type { ServiceBefore } from '../../domain/release/service-before.ts'
import type { ReleaseJournal, ReleasePorts, ReleaseWork } from '../../workflows/ports.ts'
import { noFacts, type ReleaseFacts, type StepContext } from '../../workflows/step-context.ts'
import { stepTable } from '../../workflows/step-table.ts'
import type { Answer, WireRig } from './corpus-case.ts'

/** A release as far as its steps keep it over a crash. */
export type StepRun = {
  readonly releaseId: string
  readonly artifact: ArtifactRef
  /** The definition that the plan takes again; null makes one from what the service asks for. */
  readonly reuse: string | null
  /** By how much Lockstep's clock is ahead of AWS's. */
  readonly aheadMilliseconds: number
  readonly kept: Map<string, ServiceBefore>
}

export const newRun = (releaseId: string, artifact: ArtifactRef, change: Partial<StepRun> = {}): StepRun => ({
  releaseId,
  artifact,
  reuse: null,
  aheadMilliseconds: 0,
  kept: new Map(),
  ...change,
})

export type StepsRun = {
  readonly answers: Readonly<Record<string, Answer>>
  readonly facts: ReleaseFacts
  readonly said: readonly string[]
  /** Virtual time that they took. */
  readonly seconds: number
}

/** Runs steps of a release with the production adapters, on the world's own time, until one does not succeed. */
export async function runSteps(
  rig: WireRig,
  steps: readonly ReleaseStepId[],
  run: StepRun,
): Promise<StepsRun> {
  const { aws, world, clock: time } = rig
  // As in production: twenty minutes a step, of which the world's own time runs out.
  const environment = {
    ...rig.environment,
    release: { ...rig.environment.release, stepTimeoutSeconds: 20 * 60 },
  }
  const clock: Clock = { now: () => new Date(time.date().getTime() + run.aheadMilliseconds) }
  const { cluster, service } = environment.backend
  const from = world.ecs.service(cluster, service)?.deployments[0]?.revision.definition.arn ?? ''
  const said: string[] = []
  const answers: Record<string, Answer> = {}
  const begin = time.date().getTime()
  let facts = noFacts
  const journal: Partial<ReleaseJournal> = {
    setTaskDefinition: () => Promise.resolve(),
    retryStep: () => Promise.resolve(),
    keepServiceBefore: (_id, name, before) => {
      const first = run.kept.get(name) ?? before
      run.kept.set(name, first)
      return Promise.resolve(first)
    },
  }
  const ports: Partial<ReleasePorts> = {
    journal: journal as ReleaseJournal,
    deployer: createEcsDeployer(aws, createEcsTaskDefinitions(aws), clock),
    readTargets: createTargetHealthReader(aws, clock).read,
    readTasks: createEcsTaskReader(aws, clock).read,
  }
  const work: Partial<ReleaseWork> = {
    release: {
      id: run.releaseId,
      artifact: run.artifact,
      createdAt: clock.now().toISOString(),
    } as ReleaseWork['release'],
    plan: {
      rollout: null,
      taskDefinition: { from, base: from, to: run.reuse, reused: run.reuse !== null, changes: [] },
    } as unknown as ReleaseWork['plan'],
    basis: { commit: null, taskDefinitionArn: from } as ReleaseWork['basis'],
    taskDefinitionArn: null,
  }
  for (const step of steps) {
    const context: StepContext = {
      releaseId: run.releaseId,
      step,
      environment,
      work: work as ReleaseWork,
      facts,
      startedAt: clock.now().toISOString(),
      ports: ports as ReleasePorts,
      clock,
      sleep: (milliseconds) => Promise.resolve(time.advance(milliseconds)),
      abortRequested: () => Promise.resolve(false),
      say: (detail) => Promise.resolve(void said.push(detail)),
      log: (entries) => Promise.resolve(void said.push(...entries.map(({ message }) => message))),
      tail: { follow: () => Promise.resolve(), lastWords: () => Promise.resolve() },
    }
    const outcome = await stepTable[step](context)
    const sentence =
      outcome.kind === 'failed' ? `${outcome.problem.code}: ${outcome.problem.title}` : (said.at(-1) ?? '')
    answers[`step:${step}`] = { status: outcome.kind, sentence }
    if (outcome.kind !== 'done') break
    facts = { ...facts, ...outcome.facts }
  }
  return { answers, facts, said, seconds: (time.date().getTime() - begin) / 1000 }
}
