import type { Problem } from '@lockstep/shared-types/problem'
import { judgeTasks } from '../../domain/release/judge-tasks.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { poll, type Look } from '../poll.ts'
import type { RunStep, StepContext } from '../step-context.ts'
import { lookAtService, type ServiceLook } from './look-at-service.ts'

/** Waits until ECS says that the deployment is complete, only new tasks run, and all of them run one image. */
export const backendSteady: RunStep = (context) =>
  poll(context, async () => {
    const looked = await lookAtService(context)
    if (!looked.ok) return looked
    return looked.value.look.state === 'done'
      ? await lookAtTasks(context, looked.value)
      : ok(looked.value.look)
  })

async function lookAtTasks(context: StepContext, { service, look }: ServiceLook): Promise<Result<Look>> {
  const reading = await context.ports.readTasks(context.environment)
  if (reading.state === 'unreadable') return fail(reading.problem)
  const tasks = reading.state === 'read' ? reading.value : []
  const { state, sentence } = judgeTasks(tasks, service.taskDefinitionArn, service.desired)
  if (state === 'uniform') return ok(look)
  return ok({ state: 'waiting', sentence, ...(state === 'mixed' ? { overdue: mixed(sentence) } : {}) })
}

const mixed = (sentence: string): Problem => ({
  code: 'verification-failed',
  title: 'The tasks do not all run one image.',
  detail: sentence,
  remedy: 'Look at who else changes the service, then release again or roll back.',
})
