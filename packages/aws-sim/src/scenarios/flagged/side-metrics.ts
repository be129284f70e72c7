import type { Metrics } from '../../world/metrics/metrics.ts'
import type { Random } from '../../world/random.ts'
import { binomial, poisson } from '../../world/traffic/distribution.ts'
import type { EndpointLoad } from './api-load.ts'
import type { FlaggedSpec } from './spec.ts'

/** Connections that the database always has: pools of the tasks, backups, people. */
const connectionsAtRest = 14
const pageViewsPerRequest = 0.2
const sessionsPerPageView = 0.25
/** Share of page views in which a script fails by itself, and of failed calls that break the page. */
const scriptErrorRate = 0.0015
const brokenByError = 0.5

/** What the database and the browsers say of a tick: RDS and RUM. */
export function createSideMetrics(
  { metrics, random }: { readonly metrics: Metrics; readonly random: Random },
  { databaseId, rumApplication, paths }: FlaggedSpec,
): (loads: readonly EndpointLoad[], at: number, seconds: number) => void {
  const database = (name: string, unit: string) =>
    metrics.recorder(
      { namespace: 'AWS/RDS', name, dimensions: { DBInstanceIdentifier: databaseId } },
      { unit },
    )
  const rum = (name: string) =>
    metrics.recorder(
      { namespace: 'AWS/RUM', name, dimensions: { application_name: rumApplication } },
      { unit: 'Count' },
    )
  const [connections, cpu] = [database('DatabaseConnections', 'Count'), database('CPUUtilization', 'Percent')]
  const [pageViews, sessions, scriptErrors] = [rum('PageViewCount'), rum('SessionCount'), rum('JsErrorCount')]

  return (loads, at, seconds) => {
    // Little's law: as many are being answered as come in the time that one takes.
    const held = loads.reduce(
      (sum, { path, latency }) => sum + (latency.sum / 1000 / seconds) * paths[path].connectionsPerRequest,
      0,
    )
    connections.record(Math.round(connectionsAtRest + held + random.next() * 3), 1, at)
    cpu.record(Math.min(100, 6 + held * 1.2 + random.next() * 2), 1, at)
    const requests = loads.reduce((sum, load) => sum + load.requests, 0)
    const errors = loads.reduce((sum, load) => sum + load.errors, 0)
    const views = poisson(random, requests * pageViewsPerRequest)
    pageViews.record(views, 1, at)
    sessions.record(poisson(random, views * sessionsPerPageView), 1, at)
    const failed = binomial(random, views, scriptErrorRate) + binomial(random, errors, brokenByError)
    scriptErrors.record(failed, 1, at)
  }
}
