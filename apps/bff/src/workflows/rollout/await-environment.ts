import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Problem } from '@lockstep/shared-types/problem'
import type { StepRunnerDeps } from '../run-step.ts'
import type { Environment } from '../../domain/environment.ts'
import { keepProblem } from './keep-problem.ts'

const pauseMilliseconds = 60_000

/**
 * The environment of a rollout. One that the configuration no longer names is waited for while traffic is on its way: a
 * release that ended would leave users on a version that nobody watches. Null when there is nothing to wait for.
 */
export async function awaitEnvironment(
  { ports, signals, findEnvironment }: StepRunnerDeps,
  releaseId: string,
  ref: EnvironmentRef,
): Promise<Environment | null> {
  const { records } = ports.rollout
  for (let isNews = true; ; isNews = false) {
    const environment = findEnvironment(ref)
    if (environment !== null) return environment
    const record = await records.find(releaseId)
    if (record === null || record.state.phase === 'ended') return null
    const problem = environmentGone(ref, record.state.appliedPercent ?? record.state.wantedPercent)
    await keepProblem(records, releaseId, problem)
    if (isNews) await ports.journal.setStatus(releaseId, 'running', problem.title)
    await signals.sleep(releaseId, pauseMilliseconds)
  }
}

export const environmentGone = (
  { applicationId, environmentId }: EnvironmentRef,
  percent: number,
): Problem => ({
  code: 'rollout-not-configured',
  title: `The configuration no longer names this environment, and its rollout runs at ${percent} %.`,
  detail: `${applicationId}/${environmentId}`,
  remedy:
    'Put the environment back into the configuration and restart Lockstep, which then goes on; or end the rollout by hand in AWS. Until then nobody watches it.',
})
