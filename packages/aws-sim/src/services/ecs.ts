import type * as ecsPackage from '@aws-sdk/client-ecs'
import type { Handlers } from '../wire/handlers.ts'
import type { Clock } from '../world/clock.ts'
import type { Ecs } from '../world/ecs/ecs.ts'
import type { Elb } from '../world/elb/types.ts'
import { clusterHandlers } from './ecs/cluster-handlers.ts'
import { definitionHandlers } from './ecs/definition-handlers.ts'
import { deploymentHandlers } from './ecs/deployment-handlers.ts'
import { serviceHandlers } from './ecs/service-handlers.ts'
import { taskHandlers } from './ecs/task-handlers.ts'

export type EcsHandlerDeps = {
  readonly elb: Elb
  readonly clock: Clock
  /** Who signs with an access key, as an ARN. */
  readonly principalOf?: (accessKeyId: string) => string
}

/** Amazon ECS over the world's container service. */
export const ecsHandlers = (ecs: Ecs, deps: EcsHandlerDeps): Handlers<typeof ecsPackage> => ({
  ...clusterHandlers(ecs),
  ...definitionHandlers(ecs, deps),
  ...serviceHandlers(ecs, deps.elb),
  ...taskHandlers(ecs, deps.clock),
  ...deploymentHandlers(ecs),
})
