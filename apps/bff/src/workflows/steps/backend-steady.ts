import type { Problem } from '@lockstep/shared-types/problem'
import { commonDigest } from '../../domain/drift/common-digest.ts'
import { judgeTasks } from '../../domain/release/judge-tasks.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { poll, type Look } from '../poll.ts'
import type { RunStep, StepContext } from '../step-context.ts'
import { readServing } from './read-serving.ts'
import { lookAtService, type ServiceLook } from './look-at-service.ts'

/** Waits until ECS says that the deployment is complete, only new tasks run, and all of them run one image. */
export const backendSteady: RunStep = (context) =>
  poll(context, async () => {
    const looked = await lookAtService(context)
    if (!looked.ok) return looked
    switch (looked.value.verdict) {
      case 'steady':
        return await lookAtTasks(context, looked.value)
      case 'draining':
        return await lookAtDraining(context, looked.value)
      case 'pending':
      case 'started':
      case 'failed':
      case 'rolled-back':
      case 'replaced':
      case 'gone':
        return ok(looked.value.look)
    }
  })

/**
 * Old tasks may finish their requests for as long as the load balancer's deregistration delay, up to an hour. Nothing new
 * comes to them: the step does not wait for that where all new ones serve, in each target group.
 */
async function lookAtDraining(context: StepContext, looked: ServiceLook): Promise<Result<Look>> {
  const { service } = looked
  // Where ECS shifts the traffic itself, steps of its own follow: its own word counts.
  if (service.targetGroups.some((arns) => arns.length > 1)) return ok(looked.look)
  const targets = await readServing(context, service)
  const serves = targets?.every(({ healthy, sick }) => sick === 0 && healthy >= service.desired) === true
  if (targets === null || targets.length === 0 || !serves) return ok(looked.look)
  const sentence = `All ${service.desired} new tasks serve; the old ones only finish the requests that they have.`
  return await lookAtTasks(context, { ...looked, look: { state: 'done', sentence } })
}

async function lookAtTasks(context: StepContext, { service, look }: ServiceLook): Promise<Result<Look>> {
  const reading = await context.ports.readTasks(context.environment)
  if (reading.state === 'unreadable') return fail(reading.problem)
  const tasks = reading.state === 'read' ? reading.value : []
  const { state, sentence } = judgeTasks(tasks, context.facts.taskDefinitionArn ?? '', service.desired)
  if (state === 'uniform')
    return ok(
      look.state === 'done'
        ? { ...look, facts: { ...look.facts, isUnproven: service.desired === 0, ran: commonDigest(tasks) } }
        : look,
    )
  return ok({ state: 'waiting', sentence, ...(state === 'mixed' ? { overdue: mixed(sentence) } : {}) })
}

const mixed = (sentence: string): Problem => ({
  code: 'verification-failed',
  title: 'The tasks do not all run one image.',
  detail: sentence,
  remedy: 'Look at who else changes the service, then release again or roll back.',
})
