import type { DeploymentController, UpdateServiceRequest } from '@aws-sdk/client-ecs'
import { AwsError } from '../../wire/aws-error.ts'
import type { ServiceRecord } from '../../world/ecs/model.ts'
import { invalid } from './find.ts'

type Controller = 'ECS' | 'CODE_DEPLOY' | 'EXTERNAL'

export const controllerOf = (asked: DeploymentController | undefined): Controller => asked?.type ?? 'ECS'

/** Blue and green need a load balancer from the beginning. */
export function checkController(controller: Controller, loadBalancers: readonly unknown[] | undefined): void {
  if (controller === 'CODE_DEPLOY' && (loadBalancers ?? []).length === 0)
    throw invalid('Load balancers are required for services with a CODE_DEPLOY deployment controller.')
}

/**
 * What UpdateService leaves to another controller. The first two sentences are AWS's (issues of public tools), the third is
 * believed.
 */
export function checkControlledUpdate(service: ServiceRecord, input: UpdateServiceRequest): void {
  const { controller } = service
  if (controller === 'ECS') return
  const instead =
    controller === 'CODE_DEPLOY'
      ? 'Use AWS CodeDeploy to trigger a new deployment.'
      : 'Use task sets instead.'
  if (input.taskDefinition !== undefined)
    throw invalid(
      `Unable to update task definition on services with a ${controller} deployment controller. ${instead}`,
    )
  if (input.forceNewDeployment === true)
    throw invalid(
      `Cannot force a new deployment on services with a ${controller} deployment controller. ${instead}`,
    )
  for (const name of ['networkConfiguration', 'platformVersion', 'loadBalancers'] as const)
    if (input[name] !== undefined)
      throw invalid(
        `Unable to update ${name} on services with a ${controller} deployment controller. ${instead}`,
      )
}

/** Service deployments are ECS's own. believed: others have none, and that is said as of an unsupported feature (not looked up). */
export function checkOwnDeployments({ controller }: ServiceRecord): void {
  if (controller !== 'ECS')
    throw new AwsError(
      'UnsupportedFeatureException',
      `Service deployments are not supported for services with a ${controller} deployment controller.`,
    )
}
