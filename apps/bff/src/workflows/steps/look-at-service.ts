import type { ServiceState } from '../../domain/drift/observation.ts'
import { replacedBackend } from '../../domain/release/as-released.ts'
import { judgeDeployment, type DeploymentVerdict } from '../../domain/release/judge-deployment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Look } from '../poll.ts'
import { isSettled, releasedBy } from '../released.ts'
import type { StepContext } from '../step-context.ts'
import { logServiceLife } from '../watch-service.ts'

export type ServiceLook = {
  readonly look: Look
  readonly verdict: DeploymentVerdict['state']
  readonly service: ServiceState
}

/** One look at the deployment, with its news in the log. That something else takes its place is a failure, whoever did it. */
export async function lookAtService(context: StepContext): Promise<Result<ServiceLook>> {
  const { ports, environment, facts } = context
  const arn = facts.taskDefinitionArn
  if (arn === null)
    return fail({
      code: 'internal',
      title: 'The release has lost which task definition it deploys.',
      detail: null,
      remedy: 'Release again.',
    })
  const service = await ports.deployer.service(environment)
  if (!service.ok) return service
  await logServiceLife(context, service.value, arn)
  await context.tail.follow(arn)
  const verdict = judgeDeployment(service.value, {
    taskDefinitionArn: arn,
    before: facts.serviceBefore,
    settled: isSettled(context),
  })
  const look = await toLook(context, verdict)
  return ok({ look, verdict: verdict.state, service: service.value })
}

async function toLook(context: StepContext, verdict: DeploymentVerdict): Promise<Look> {
  const { sentence, running, desired } = verdict
  switch (verdict.state) {
    case 'rolled-back':
    case 'replaced':
    case 'gone':
      return await overtaken(context, { state: verdict.state, sentence })
    case 'failed':
      return {
        state: 'failed',
        problem: {
          code: 'ecs-deployment-failed',
          title: 'ECS gave the deployment up, and left the service on it: the old tasks still serve.',
          detail: sentence,
          remedy:
            'Read why its tasks stopped in the log of the release. Roll back, or repair the cause and release the same version again.',
        },
      }
    case 'steady':
      return { state: 'done', sentence }
    case 'pending':
    case 'started':
    case 'draining':
      return { state: 'waiting', sentence, progress: { done: running, total: desired, unit: 'tasks' } }
  }
}

/** Looks at what the service is told to run instead, and at whether ECS itself gave the release up. */
async function overtaken(
  context: StepContext,
  verdict: Parameters<typeof replacedBackend>[3],
): Promise<Look> {
  const { environment, ports, step } = context
  const released = releasedBy(context) ?? { version: 'the version', backend: null }
  const observation = await ports.observe(environment)
  const { problem, now } = replacedBackend(observation, released, environment, verdict)
  // The candidate is none of the halves.
  const isMain = step !== 'candidate-steady' && problem.code !== 'ecs-rolled-back'
  return { state: 'failed', problem, ...(isMain ? { now } : {}) }
}
