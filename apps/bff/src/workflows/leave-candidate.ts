import type { Problem } from '@lockstep/shared-types/problem'
import type { ReleaseStepId } from '@lockstep/shared-types/release'
import type { Environment } from '../domain/environment.ts'
import { backoffMilliseconds, isRetryable } from '../domain/release/retryable.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { TrafficDriver } from '../domain/rollout/traffic.ts'
import type { ReleaseWork } from './ports.ts'
import type { StepRunnerDeps } from './run-step.ts'
import { forever } from './signals.ts'

const attempts = 6
const starting: readonly ReleaseStepId[] = ['candidate-update', 'candidate-publish', 'backend-update']

/**
 * Takes the candidate away that a release in stages has begun and sent nobody to: a rollout that has begun does that
 * itself. Gives what could not be taken away, in a sentence; null when nothing is left.
 */
export async function leaveCandidate(deps: StepRunnerDeps, work: ReleaseWork): Promise<string | null> {
  const { ports, signals, findEnvironment } = deps
  const { release } = work
  const begun = release.steps.some(
    ({ id, state }) => starting.includes(id) && state !== 'pending' && state !== 'skipped',
  )
  const record = await ports.rollout.records.find(release.id)
  const isFull = record?.state.phase === 'ended' && record.state.end?.how === 'full'
  // Another driver's candidate has all the traffic then, and keeps it.
  const isOwnAffair = record !== null && !(isFull && record.driver === 'ecs-native')
  if (!begun || isOwnAffair) return null
  const environment = findEnvironment(release)
  const driver = environment === null ? null : ports.rollout.driverFor(environment)
  if (environment === null || driver === null) return null
  for (let attempt = 1; ; attempt += 1) {
    // The process stops: it is done again at the next start.
    if (signals.stopping()) await forever()
    const left = isFull
      ? await letFinish(environment, driver, work)
      : await takeAway(deps, environment, driver, work)
    if (left.ok) return left.value
    if (attempt >= attempts || !isRetryable(left.problem)) return notTaken(left.problem)
    await signals.sleep(release.id, backoffMilliseconds(attempt + 1))
  }
}

/** All traffic is on the new tasks, and ECS waits for a word before it ends the old ones; without one it would go back. */
async function letFinish(
  environment: Environment,
  driver: TrafficDriver,
  { release: { id: releaseId, createdAt: startedAt } }: ReleaseWork,
): Promise<Result<string | null>> {
  const finished = await driver.finish({ environment, releaseId, startedAt })
  return finished.ok ? ok(null) : finished
}

/** What stays on purpose, in a sentence; null when nothing does. */
async function takeAway(
  { ports }: StepRunnerDeps,
  environment: Environment,
  driver: TrafficDriver,
  { release: { id: releaseId, createdAt: startedAt } }: ReleaseWork,
): Promise<Result<string | null>> {
  const target = { environment, releaseId, startedAt }
  const traffic = await driver.read(target)
  if (!traffic.ok) return fail(traffic.problem)
  if (driver.id === 'ecs-native') {
    // The deployment waits for a rollout that will not come: without a word it would wait for its time to be up.
    if (traffic.value.gone !== 'no') return ok(null)
    const back = await driver.write(target, 0, { urgent: true })
    return back.ok ? ok(null) : back
  }
  const { percent } = traffic.value
  if (percent > 0)
    return ok(`AWS sends ${percent} % to the candidate, which this release has not told it: its tasks stay.`)
  const retired = await ports.candidate.retire(environment, { releaseId })
  return retired.ok ? ok(null) : retired
}

const notTaken = ({ title }: Problem): string => `The candidate could not be taken away: ${title}`
