import type { Environment } from '../../../domain/environment.ts'
import type { TrafficDriver } from '../../../domain/rollout/traffic.ts'
import type { AwsClientFactory } from '../clients.ts'
import { createAlbWeightsDriver } from './alb/alb-weights-driver.ts'
import { createListenerRules } from './alb/listener-rule.ts'
import { createCloudFrontCohortDriver } from './cohort/cloudfront-cohort-driver.ts'
import { createCohortStores } from './cohort/cohort-store.ts'
import { createAppConfigFlagDriver, type FlagAddresses } from './flag/appconfig-flag-driver.ts'
import { createEcsNativeDriver } from './native/ecs-native-driver.ts'
import type { TaskDefinitionOf } from './native/service-deployment.ts'
import { createPairedDriver } from './paired/paired-driver.ts'

/**
 * The driver that an environment is configured with; null where no rollout is configured. All drivers of one call share
 * what they have looked up in AWS. Writes use the urgent clients: they are few, and must not queue behind the looks of
 * other rollouts.
 */
export function createTrafficDrivers(
  aws: AwsClientFactory,
  taskDefinitionOf: TaskDefinitionOf,
): (environment: Pick<Environment, 'rollout'>) => TrafficDriver | null {
  const onRule = createListenerRules()
  const onStore = createCohortStores()
  const flags: FlagAddresses = new Map()
  const native = { taskDefinitionOf, definitions: new Map<string, string>() }

  return ({ rollout }) => {
    if (rollout === null) return null
    const { driver } = rollout
    switch (driver.type) {
      case 'alb-weights':
        return createAlbWeightsDriver(aws, onRule, driver)
      case 'appconfig-flag':
        return createAppConfigFlagDriver(aws, flags, driver)
      case 'cloudfront-cohort':
        return createCloudFrontCohortDriver(aws, onStore, driver)
      case 'paired':
        return createPairedDriver(aws, { onRule, onStore }, driver)
      case 'ecs-native':
        return createEcsNativeDriver(aws, native, driver)
    }
  }
}
