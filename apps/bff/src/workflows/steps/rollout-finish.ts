import { ok } from '../../domain/result.ts'
import { attempt } from '../poll.ts'
import type { RunStep } from '../step-context.ts'

/** The main half runs the new version: all traffic goes to it, and nothing is left of the candidate. */
export const rolloutFinish: RunStep = (context) =>
  attempt(context, async () => {
    const { ports, environment, releaseId, startedAt } = context
    const driver = ports.rollout.driverFor(environment)
    if (driver !== null) {
      const record = await ports.rollout.records.find(releaseId)
      const target = { environment, releaseId, startedAt: record?.startedAt ?? startedAt }
      const finished = await driver.finish(target)
      if (!finished.ok) return finished
    }
    const retired = await ports.candidate.retire(environment, { releaseId })
    return retired.ok ? ok({}) : retired
  })
