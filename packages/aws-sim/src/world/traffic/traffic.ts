import { logStreamOf } from '../ecs/containers.ts'
import type { Ecs } from '../ecs/ecs.ts'
import type { Elb } from '../elb/types.ts'
import type { Logs } from '../logs/logs.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { createRandom } from '../random.ts'
import type { Network } from '../task-app/network.ts'
import type { WorldContext } from '../world.ts'
import { createCohortMix, type CohortMix } from './cohorts.ts'
import { playHosts, playLoad, type Served } from './play.ts'
import { measureServices } from './service-load.ts'
import type { LoadInput, Traffic } from './types.ts'

/** How long a visitor stays on a page, in ticks. */
const ticksPerPage = 6

export type TrafficDeps = {
  readonly elb: Elb
  readonly ecs: Ecs
  readonly network: Network
  readonly metrics: Metrics
  readonly logs: Logs
}

/** Plays the users' load against every load balancer, tick by tick, and measures all of it. */
export const createTraffic = (context: WorldContext, deps: TrafficDeps): Traffic => {
  const { clock, pace } = context
  const { elb, ecs, network, metrics, logs } = deps
  // Its own source: how many requests come must not change which ids the rest of the world draws.
  const random = createRandom(context.random.integer(1, 2 ** 31))
  const play = { state: elb.state, network, metrics, random }
  const loads: { readonly input: LoadInput; readonly mixNow: (seconds: number) => CohortMix | null }[] = []

  const writeAccessLog = (served: readonly Served[], at: number): void => {
    const busy = new Map(served.filter(({ requests }) => requests > 0).map((one) => [one.ip, one]))
    for (const cluster of ecs.clusters.values())
      for (const task of cluster.tasks.values()) {
        const own = busy.get(task.ip)
        const [container] = task.containers
        if (own === undefined || container === undefined) continue
        const to = logStreamOf(task, container.name)
        if (to === null) continue
        const status = own.errors > 0 ? 500 : 200
        logs.write(
          to.group,
          to.stream,
          `{"level":"${status === 500 ? 'error' : 'info'}","msg":"GET /api/catalogue","status":${status},"requests":${own.requests},"errors":${own.errors}}`,
          at,
        )
      }
  }

  const tick = (at: number, seconds: number): Served[] => {
    const served = loads.flatMap(({ input, mixNow }) =>
      playLoad(play, { ...input, mix: mixNow(seconds) }, { at, seconds }),
    )
    playHosts(play, at)
    measureServices({ ecs, metrics, random }, served, { at, seconds })
    return served
  }

  const period = Math.max(1, pace.trafficTick)
  const stop = clock.every(period, () => {
    // What happened in the tick that ends now belongs to its start, so that a minute holds its own requests.
    const at = clock.now() - period
    writeAccessLog(tick(at, period / 1000), clock.now())
  })

  return {
    addLoad(input) {
      const { cohorts } = input
      const staySeconds = (ticksPerPage * period) / 1000
      loads.push({ input, mixNow: cohorts ? createCohortMix(cohorts, staySeconds) : () => null })
    },
    backfill(hours) {
      const end = Math.floor(clock.now() / 60_000) * 60_000
      for (let at = end - hours * 3_600_000; at < end; at += 60_000) tick(at, 60)
      const rest = (clock.now() - end) / 1000
      if (rest > 0) tick(end, rest)
    },
    stop,
  }
}
