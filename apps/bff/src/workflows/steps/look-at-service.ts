import type { ServiceState } from '../../domain/drift/observation.ts'
import { judgeDeployment, type DeploymentVerdict } from '../../domain/release/judge-deployment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Look } from '../poll.ts'
import type { StepContext } from '../step-context.ts'
import { logServiceLife } from '../watch-service.ts'

/** Right after the update ECS may still answer with what was before: that is no rollback until this time is over. */
const settleSeconds = 60

export type ServiceLook = {
  readonly look: Look
  readonly verdict: DeploymentVerdict['state']
  readonly service: ServiceState
}

/** One look at the deployment, with its news in the log. ECS going back by itself is a failure. */
export async function lookAtService(context: StepContext): Promise<Result<ServiceLook>> {
  const { ports, environment, facts, clock } = context
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
  const settled =
    facts.deployedAt === null || clock.now().getTime() - Date.parse(facts.deployedAt) > settleSeconds * 1000
  const verdict = judgeDeployment(service.value, {
    taskDefinitionArn: arn,
    before: facts.serviceBefore,
    settled,
  })
  return ok({ look: toLook(verdict), verdict: verdict.state, service: service.value })
}

function toLook(verdict: DeploymentVerdict): Look {
  const { sentence, running, desired } = verdict
  switch (verdict.state) {
    case 'rolled-back':
      return {
        state: 'failed',
        problem: {
          code: 'ecs-rolled-back',
          title: 'ECS went back to the version before by itself.',
          detail: sentence,
          remedy:
            'Read why its tasks stopped in the log of the release, repair it, and release a new version.',
        },
      }
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
