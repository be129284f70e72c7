import type { Environment } from '../environment.ts'

/** The environment as seen from the candidate: the same, but for the ECS service. Null where the driver has none of its own. */
export function candidateEnvironment(environment: Environment): Environment | null {
  const driver = environment.rollout?.driver
  switch (driver?.type) {
    case 'alb-weights':
    case 'paired':
      return {
        ...environment,
        backend: { ...environment.backend, service: driver.candidate.service },
      }
    case 'cloudfront-cohort':
    case 'ecs-native':
    case 'appconfig-flag':
    case undefined:
      return null
  }
}
