import { createEcs, type Ecs } from './ecs/ecs.ts'
import { createElb } from './elb/elb.ts'
import type { Elb } from './elb/types.ts'
import { createLogs, type Logs } from './logs/logs.ts'
import { type Alarms, createAlarms } from './metrics/alarms.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import { createBehaviours, type Behaviours } from './task-app/behaviours.ts'
import { createNetwork, type Network } from './task-app/network.ts'
import { createTraffic } from './traffic/traffic.ts'
import type { Traffic } from './traffic/types.ts'
import type { ImagePuller, WorldContext } from './world.ts'

/** Everything that runs and is measured. */
export type Compute = {
  readonly network: Network
  readonly behaviours: Behaviours
  readonly metrics: Metrics
  readonly alarms: Alarms
  readonly logs: Logs
  readonly elb: Elb
  readonly ecs: Ecs
  readonly traffic: Traffic
}

/** Joins containers, load balancers, traffic, metrics and logs; images come from the registry. */
export const createCompute = (
  context: WorldContext,
  images: ImagePuller,
  behaviours: Behaviours = createBehaviours(),
): Compute => {
  const network = createNetwork()
  const metrics = createMetrics(context)
  const alarms = createAlarms(context, metrics)
  const logs = createLogs(context)
  const elb = createElb(context, { network, metrics })
  const ecs = createEcs(context, { images, elb, network, logs, behaviours, alarming: alarms.alarming })
  const traffic = createTraffic(context, { elb, ecs, network, metrics, logs })
  return { network, behaviours, metrics, alarms, logs, elb, ecs, traffic }
}
