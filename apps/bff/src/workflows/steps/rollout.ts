import { ok } from '../../domain/result.ts'
import { attempt } from '../poll.ts'
import type { RunStep } from '../step-context.ts'
import { runRollout } from '../rollout/run-rollout.ts'

/** Widens the rollout stage by stage until it is full, or takes it back. Lasts from seconds to weeks. */
export const rollout: RunStep = async (context) => {
  const outcome = await runRollout(context)
  const { ports, environment, releaseId, startedAt } = context
  const driver = ports.rollout.driverFor(environment)
  if (outcome.kind !== 'done' || driver?.id !== 'ecs-native') return outcome
  // With all traffic on the new tasks, ECS keeps the old ones until it is told that the rollout is over.
  // It is too late for an abort now: the next step sees it.
  return attempt({ ...context, abortRequested: () => Promise.resolve(false) }, async () => {
    const record = await ports.rollout.records.find(releaseId)
    const target = { environment, releaseId, startedAt: record?.startedAt ?? startedAt }
    const finished = await driver.finish(target)
    return finished.ok ? ok({}) : finished
  })
}
