import type { ServiceState } from '../../domain/drift/observation.ts'
import { judgeDeployment, type DeploymentVerdict } from '../../domain/release/judge-deployment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Look } from '../poll.ts'
import type { ReleaseFacts, StepContext } from '../step-context.ts'
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
    isAfterUpdate(service.value, facts) ||
    facts.deployedAt === null ||
    clock.now().getTime() - Date.parse(facts.deployedAt) > settleSeconds * 1000
  const verdict = judgeDeployment(service.value, arn, settled)
  return ok({ look: toLook(verdict), verdict: verdict.state, service: service.value })
}

/** The answer is from after the update: another deployment than the one before is the main one now. */
const isAfterUpdate = ({ deployments }: ServiceState, { deploymentBefore }: ReleaseFacts): boolean =>
  deploymentBefore !== null &&
  deployments.some(({ id, status }) => status === 'PRIMARY' && id !== deploymentBefore)

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
    case 'steady':
      return { state: 'done', sentence }
    case 'pending':
    case 'started':
      return { state: 'waiting', sentence, progress: { done: running, total: desired, unit: 'tasks' } }
  }
}
