import type { Metrics, Recorder } from '../../world/metrics/metrics.ts'
import type { EndpointLoad } from './api-load.ts'

type Three = { readonly requests: Recorder; readonly errors: Recorder; readonly latency: Recorder }

/**
 * The metrics that the API sends of itself: `Requests`, `Errors` and `Latency` (milliseconds), in total, by path, by
 * endpoint, and by both. `Errors` is 0 or 1 for each request, so its Sum is a count and its Average the error rate.
 */
export function createApiMetrics(
  metrics: Metrics,
  namespace: string,
): (load: EndpointLoad, at: number) => void {
  const known = new Map<string, Three>()
  const three = (dimensions: Readonly<Record<string, string>>): Three => {
    const recorder = (name: string, unit: string) =>
      metrics.recorder({ namespace, name, dimensions }, { unit })
    return {
      requests: recorder('Requests', 'Count'),
      errors: recorder('Errors', 'Count'),
      latency: recorder('Latency', 'Milliseconds'),
    }
  }
  const recorders = (key: string, dimensions: Readonly<Record<string, string>>): Three => {
    const found = known.get(key) ?? three(dimensions)
    known.set(key, found)
    return found
  }
  return ({ path, endpoint, requests, errors, latency }, at) => {
    const sets = [
      recorders('', {}),
      recorders(path, { Path: path }),
      recorders(endpoint, { Endpoint: endpoint }),
      recorders(`${path} ${endpoint}`, { Path: path, Endpoint: endpoint }),
    ]
    for (const set of sets) {
      set.requests.record(1, requests, at)
      if (errors > 0) set.errors.record(1, errors, at)
      if (requests > errors) set.errors.record(0, requests - errors, at)
      set.latency.add(latency, at)
    }
  }
}
