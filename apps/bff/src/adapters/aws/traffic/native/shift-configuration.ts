import { DescribeServicesCommand, type UpdateServiceCommandInput } from '@aws-sdk/client-ecs'
import type { Environment } from '../../../../domain/environment.ts'
import type { AwsClients } from '../../clients.ts'
import { stagedConfiguration, unpausedConfiguration } from './deployment-configuration.ts'

/**
 * What an update of the service must say of how its traffic is shifted: with pauses for a release in stages, without them
 * for any other. Nothing where ECS does not shift the traffic. Throws what AWS throws.
 */
export async function shiftConfiguration(
  ecs: AwsClients['ecs'],
  { backend: { cluster, service }, rollout }: Environment,
  staged: boolean,
): Promise<Pick<UpdateServiceCommandInput, 'deploymentConfiguration'>> {
  if (rollout?.driver.type !== 'ecs-native') return {}
  const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }))
  const current = services[0]?.deploymentConfiguration ?? {}
  const deploymentConfiguration = staged
    ? stagedConfiguration(current, rollout.driver)
    : unpausedConfiguration(current)
  return deploymentConfiguration === null ? {} : { deploymentConfiguration }
}
