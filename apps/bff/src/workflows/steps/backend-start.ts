import type { ServiceState } from '../../domain/drift/observation.ts'
import { ok } from '../../domain/result.ts'
import { poll } from '../poll.ts'
import type { RunStep, StepContext } from '../step-context.ts'
import { lookAtService } from './look-at-service.ts'
import { logTargets } from '../watch-service.ts'

/**
 * Waits until the first new task serves: running, and where a load balancer checks it, healthy. Only then may the
 * frontend follow, so that a backend that never comes up leaves both halves as they were.
 */
export const backendStart: RunStep = (context) =>
  poll(context, async () => {
    const looked = await lookAtService(context)
    if (!looked.ok) return looked
    const { look, verdict, service } = looked.value
    if (verdict === 'steady') return ok({ state: 'done', sentence: 'All new tasks run.' })
    if (verdict !== 'started') return ok(look)
    const serving = await newTasksServe(context, service)
    return serving
      ? ok({ state: 'done', sentence: 'The first new tasks serve.' })
      : ok({ state: 'waiting', sentence: 'New tasks run; the load balancer still checks them.' })
  })

/** More healthy targets than old tasks: a new one is among them. */
async function newTasksServe(context: StepContext, service: ServiceState): Promise<boolean> {
  if (service.targetGroupArns.length === 0) return true
  const reading = await context.ports.readTargets(context.environment, service.targetGroupArns)
  if (reading.state !== 'read') return false
  await logTargets(context, reading.value)
  const healthy = reading.value.filter((target) => target.state === 'healthy').length
  const oldTasks = service.deployments
    .filter((deployment) => deployment.taskDefinitionArn !== context.facts.taskDefinitionArn)
    .reduce((sum, deployment) => sum + deployment.running, 0)
  return healthy > oldTasks
}
