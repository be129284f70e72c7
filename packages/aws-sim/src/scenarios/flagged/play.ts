import { servingTargets } from '../../world/elb/router.ts'
import { createRandom } from '../../world/random.ts'
import type { ContainerBehaviour } from '../../world/world.ts'
import { dailyCurve, poisson } from '../../world/traffic/distribution.ts'
import type { PairedEnvironment } from '../paired/build-environment.ts'
import { createApiMetrics } from './api-metrics.ts'
import { drawApiLoad, type PathBehaviour } from './api-load.ts'
import { createBalancerMetrics } from './balancer-metrics.ts'
import type { DeployedFlag } from './flag.ts'
import { createSideMetrics } from './side-metrics.ts'
import type { DataPath, FlaggedSpec, FlaggedWorld } from './spec.ts'

/** Latency of an image that says nothing of its own. */
const ordinaryLatencyMilliseconds = 40

export type FlaggedTraffic = {
  /** How a path answers now: as the scenario says, as the image that runs makes it, as rules of behaviour change it. */
  behaviourOf(path: DataPath): PathBehaviour
  /** Plays the present state for the past hours, minute by minute. */
  backfill(hours: number): void
}

/** Plays the users: every tick the deployed flag splits them over the paths, and all that is measured of it is recorded. */
export function playFlagged(
  world: FlaggedWorld,
  spec: FlaggedSpec,
  paired: PairedEnvironment,
  flag: DeployedFlag,
): FlaggedTraffic {
  const { clock, pace } = world.context
  // Its own source: how many requests come must not change which ids the rest of the world draws.
  const random = createRandom(world.context.random.integer(1, 2 ** 31))
  const { metrics, elb, network } = world
  const group = elb.state.targetGroups.get(paired.targetGroupArn)
  const balancer = elb.state.loadBalancers.get(paired.loadBalancerArn)
  const measureApi = createApiMetrics(metrics, spec.namespace)
  const measureSides = createSideMetrics({ metrics, random }, spec)
  const measureBalancer = createBalancerMetrics({
    metrics,
    loadBalancer: balancer?.dimension ?? '',
    targetGroup: group?.dimension ?? '',
  })
  const serving = () =>
    (group ? servingTargets(group) : []).flatMap(({ id, port }) => network.at(id, port) ?? [])

  const behaviourOf = (path: DataPath): PathBehaviour => {
    const apps = serving().map(({ behaviour }) => behaviour)
    const mean = (of: (behaviour: PathBehaviour) => number, otherwise: number): number =>
      apps.length === 0 ? otherwise : apps.reduce((sum, one) => sum + of(one), 0) / apps.length
    const imageErrors = mean(({ errorRate }) => errorRate, 0)
    const slowness =
      mean(({ latencyMilliseconds }) => latencyMilliseconds, ordinaryLatencyMilliseconds) /
      ordinaryLatencyMilliseconds
    const { errorRate, latencyMilliseconds } = spec.paths[path]
    const own: ContainerBehaviour = {
      health: 'pass',
      version: '',
      commit: '',
      errorRate: 1 - (1 - errorRate) * (1 - imageErrors),
      latencyMilliseconds: latencyMilliseconds * slowness,
    }
    const now = world.behaviours.apply({ service: paired.service, cluster: paired.cluster, path }, own)
    // A path that is down fails every request, while the tasks may be healthy.
    return now.health === 'pass' ? now : { ...now, errorRate: 1 }
  }

  const tick = (at: number, seconds: number): void => {
    const curve = spec.dayCurve ? dailyCurve(at) : 1
    const requests = poisson(random, spec.requestsPerSecond * seconds * curve * (0.97 + random.next() * 0.06))
    if (serving().length === 0) {
      measureBalancer.refused(requests, at)
      return measureSides([], at, seconds)
    }
    const { endpoints } = spec
    const loads = drawApiLoad(random, { requests, newShare: flag.share(), endpoints, behaviourOf })
    for (const load of loads) measureApi(load, at)
    measureBalancer.served(loads, at)
    measureSides(loads, at, seconds)
  }

  const period = Math.max(1, pace.trafficTick)
  // What happened in the tick that ends now belongs to its start, so that a minute holds its own requests.
  if (spec.requestsPerSecond > 0) clock.every(period, () => tick(clock.now() - period, period / 1000))
  return {
    behaviourOf,
    backfill(hours) {
      const end = Math.floor(clock.now() / 60_000) * 60_000
      for (let at = end - hours * 3_600_000; at < end; at += 60_000) {
        tick(at, 60)
        measureBalancer.hosts(serving().length, at)
      }
    },
  }
}
