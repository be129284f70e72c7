import { ok, type Result } from '../../domain/result.ts'
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

async function finish({ ports, environment, releaseId, startedAt }: StepContext): Promise<Result<void>> {
  const record = await ports.rollout.records.find(releaseId)
  const own = record === null ? null : ownDriver(ports.rollout.driverFor, environment, record)
  if (own !== null && !own.ok) return own
  const driver = own?.value ?? ports.rollout.driverFor(environment)
  if (driver === null) return ok(undefined)
  const finished = await driver.finish({
    environment,
    releaseId,
    startedAt: record?.startedAt ?? startedAt,
  })
  return finished.ok ? await ports.candidate.retire(environment, { releaseId }) : finished
}
