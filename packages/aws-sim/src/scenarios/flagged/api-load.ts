import { addValue, type Datapoint, emptyDatapoint } from '../../world/metrics/datapoint.ts'
import type { Random } from '../../world/random.ts'
import { binomial, split } from '../../world/traffic/distribution.ts'
import { sampleLatencies } from '../../world/traffic/latency.ts'
import type { EndpointSpec } from './endpoints.ts'
import { dataPaths, type DataPath } from './spec.ts'

/** What one endpoint served on one path in a tick. */
export type EndpointLoad = {
  readonly path: DataPath
  readonly endpoint: string
  readonly requests: number
  readonly errors: number
  /** Milliseconds. */
  readonly latency: Datapoint
}

/** How a path answers now. */
export type PathBehaviour = { readonly errorRate: number; readonly latencyMilliseconds: number }

export type ApiLoadInput = {
  readonly requests: number
  /** Share of the new path, 0 to 1. */
  readonly newShare: number
  readonly endpoints: readonly EndpointSpec[]
  readonly behaviourOf: (path: DataPath) => PathBehaviour
}

/** Spreads the requests of a tick over paths and endpoints, and draws errors and latencies; what got none is left out. */
export function drawApiLoad(
  random: Random,
  { requests, newShare, endpoints, behaviourOf }: ApiLoadInput,
): EndpointLoad[] {
  const ofPath = split(random, requests, [1 - newShare, newShare])
  return dataPaths.flatMap((path, index) => {
    const behaviour = behaviourOf(path)
    const weights = endpoints.map(({ weight }) => weight)
    const counts = split(random, ofPath[index] ?? 0, weights)
    return endpoints.flatMap(({ name, slowness }, at) => {
      const count = counts[at] ?? 0
      if (count === 0) return []
      const latency = emptyDatapoint()
      for (const sample of sampleLatencies(random, behaviour.latencyMilliseconds * slowness, count))
        addValue(latency, sample.milliseconds, sample.count)
      const errors = binomial(random, count, behaviour.errorRate)
      return [{ path, endpoint: name, requests: count, errors, latency }]
    })
  })
}
