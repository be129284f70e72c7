import { ok, type Result } from '../../domain/result.ts'
import type { TrafficDriver, TrafficTarget } from '../../domain/rollout/traffic.ts'
import { attempt } from '../poll.ts'
import { ownDriver } from '../rollout/own-driver.ts'
import type { RunStep, StepContext } from '../step-context.ts'

/** The main half runs the version: all traffic goes to it, and nothing is left of the candidate. */
export const rolloutFinish: RunStep = (context) =>
  attempt(context, async () => {
    const finished = await finish(context)
    if (finished.ok) return ok({})
    // Where the rollout's own parts are gone nobody can be on them, and that must not stand in a rollback's way.
    const isGone = context.work.plan.strategy === 'all-at-once' && finished.problem.code === 'aws-not-found'
    if (!isGone) return finished
    const { title } = finished.problem
    await context.log([{ source: 'lockstep', level: 'warning', message: title, onceKey: 'rollout-finish' }])
    return ok({})
  })

async function finish(context: StepContext): Promise<Result<void>> {
  const { ports, environment, releaseId, startedAt } = context
  const record = await ports.rollout.records.find(releaseId)
  const own = record === null ? null : ownDriver(ports.rollout.driverFor, environment, record)
  if (own !== null && !own.ok) return own
  const driver = own?.value ?? ports.rollout.driverFor(environment)
  if (driver === null) return ok(undefined)
  const target = { environment, releaseId, startedAt: record?.startedAt ?? startedAt }
  if (record === null) await sayWhatWasThere(context, driver, target)
  const finished = await driver.finish(target)
  return finished.ok ? await ports.candidate.retire(environment, { releaseId }) : finished
}

/** Nobody of this release sent anybody there: a person did, or a release that was broken off. */
async function sayWhatWasThere(
  { log }: StepContext,
  driver: TrafficDriver,
  target: TrafficTarget,
): Promise<void> {
  const traffic = await driver.read(target)
  if (!traffic.ok || traffic.value.percent === 0) return
  const message = `${traffic.value.percent} % of the traffic was on the candidate, which this release did not send there; all of it goes to the main half now.`
  await log([{ source: 'lockstep', level: 'warning', message, onceKey: 'traffic-before' }])
}
