import type { ServiceState } from '../../domain/drift/observation.ts'
import { ok } from '../../domain/result.ts'
import { poll } from '../poll.ts'
import type { RunStep, StepContext } from '../step-context.ts'
import { lookAtService } from './look-at-service.ts'
import { readServing } from './read-serving.ts'

const scaledToZero = 'The service is scaled to zero: no task starts, and none is waited for.'

/**
 * Waits until the first new task serves: running, and where a load balancer checks it, healthy. Only then may the
 * frontend follow, so that a backend that never comes up leaves both halves as they were.
 */
export const backendStart: RunStep = (context) =>
  poll(context, async () => {
    const looked = await lookAtService(context)
    if (!looked.ok) return looked
    const { look, verdict, service } = looked.value
    if (verdict === 'steady')
      return ok({ state: 'done', sentence: service.desired === 0 ? scaledToZero : 'All new tasks run.' })
    if (verdict !== 'started' && verdict !== 'draining') return ok(look)
    const serving = await newTasksServe(context, service)
    return serving
      ? ok({ state: 'done', sentence: 'The first new tasks serve.' })
      : ok({ state: 'waiting', sentence: 'New tasks run; the load balancer still checks them.' })
  })

/** In each target group more healthy targets than old tasks: a new one is among them. */
async function newTasksServe(context: StepContext, service: ServiceState): Promise<boolean> {
  const targets = await readServing(context, service)
  if (targets === null) return false
  const { taskDefinitionArn, serviceBefore } = context.facts
  const oldTasks = service.deployments
    .filter(
      ({ id, taskDefinitionArn: arn }) =>
        arn !== taskDefinitionArn || serviceBefore?.deploymentIds.includes(id) === true,
    )
    .reduce((sum, deployment) => sum + deployment.running, 0)
  return targets.every(({ healthy }) => healthy > oldTasks)
}
