import type { MetricId } from '@lockstep/shared-types/measurement'
import { metricUnits } from '../../domain/decision/words.ts'
import type { Environment } from '../../domain/environment.ts'
import type { ApplicationMetrics } from '../../domain/metrics-config.ts'
import type { Reading } from '../../domain/reading.ts'
import type { MeasuredSeries, MeasurementWindow, MetricSelection } from '../../features/measurements/ports.ts'
import { whyUnmeasured } from '../../domain/why-unmeasured.ts'
import {
  combineConnections,
  combineFrontendErrors,
  combineRequests,
  type RawRequests,
  type RawSeries,
  type RawTargets,
  type SeriesOf,
} from './combine-metrics.ts'
import type { LoadBalancerTargets, TargetGroupDimensions } from './load-balancer-dimensions.ts'
import {
  applicationMetric,
  balancerMetric,
  databaseConnections,
  loadBalancerMetric,
  rumMetric,
  type MetricAddress,
  type RequestMetric,
} from './metric-queries.ts'
import type { Answer } from './metric-questions.ts'

/** Makes series of what was answered meanwhile. */
export type MetricSource = () => readonly MeasuredSeries[]

type Planning = {
  readonly environment: Environment
  /** The load balancer's; not looked for when only endpoints are wanted. */
  readonly found: Reading<LoadBalancerTargets>
  readonly window: MeasurementWindow
  readonly explain: SeriesOf['explain']
  readonly ask: (address: MetricAddress) => Answer
  /** Healthy hosts of a target group, which CloudWatch does not count when it has none. */
  readonly hostsOf: (target: TargetGroupDimensions) => RawSeries
}

/** Asks for all that an environment's configuration declares; the sources are to be called once it is answered. */
export function metricSources(planning: Planning, selection: MetricSelection): MetricSource[] {
  return [
    ...(selection === 'endpoints' ? [] : coreSources(planning)),
    ...(selection === 'core' ? [] : endpointSources(planning)),
  ]
}

const seconds = 1000
const milliseconds = 1

function coreSources(planning: Planning): MetricSource[] {
  const { found, ask, window, explain } = planning
  const { application, database, rum } = planning.environment.metrics
  const all: SeriesOf = { variant: 'all', endpoint: null, explain }
  const sources: MetricSource[] = []
  if (found.state === 'read') sources.push(ofEnvironment(planning, found.value))
  else if (found.state === 'absent' && application !== null)
    sources.push(ofApplication(planning, application, {}, all))
  else sources.push(() => missing(all, window, whyUnmeasured(found)))
  sources.push(...variantSources(planning))
  if (database !== null) {
    const connections = ask(databaseConnections(database.instanceId))
    sources.push(() => [combineConnections(connections, all, window)])
  }
  if (rum !== null) {
    const errors = ask(rumMetric('JsErrorCount', rum.applicationName))
    const views = ask(rumMetric('PageViewCount', rum.applicationName))
    sources.push(() => [combineFrontendErrors(errors, views, all, window)])
  }
  return sources
}

/** By target group where the driver moves the load balancer's traffic, else by the application's own dimension. */
function variantSources(planning: Planning): MetricSource[] {
  const { found, window, explain, environment } = planning
  const divided = found.state === 'read' ? found.value.variants : found
  if (divided.state === 'read')
    return [
      ofGroup(planning, divided.value.baseline, 'baseline'),
      ofGroup(planning, divided.value.candidate, 'candidate'),
    ]
  const driver = environment.rollout?.driver.type
  const byLoadBalancer = driver === 'alb-weights' || driver === 'paired' || driver === 'ecs-native'
  if (byLoadBalancer && divided.state === 'unreadable')
    return (['baseline', 'candidate'] as const).map(
      (variant) => () => missing({ variant, endpoint: null, explain }, window, whyUnmeasured(divided)),
    )
  const { application } = environment.metrics
  if (byLoadBalancer || application === null || application.variants === null) return []
  const { dimension, ...values } = application.variants
  return (['baseline', 'candidate'] as const).map((variant) =>
    ofApplication(
      planning,
      application,
      { [dimension]: values[variant] },
      { variant, endpoint: null, explain },
    ),
  )
}

function endpointSources(planning: Planning): MetricSource[] {
  const { application } = planning.environment.metrics
  if (application === null || application.endpoints === null) return []
  const { dimension, names } = application.endpoints
  return names.map((endpoint) =>
    ofApplication(
      planning,
      application,
      { [dimension]: endpoint },
      { variant: 'all', endpoint, explain: planning.explain },
    ),
  )
}

const shared =
  'Errors that the load balancer answers by itself (502, 503, 504) are not counted here: it serves other target groups too, and AWS does not count them by target group. Connections that its targets refuse are counted.'
const perGroup =
  'Errors that the load balancer answers by itself (502, 503, 504) are not counted per target group; connections that its targets refuse are.'

function ofEnvironment(planning: Planning, { all, hosts, balancers }: LoadBalancerTargets): MetricSource {
  const { ask, window, explain } = planning
  const places = all.map((target) => ofTarget(planning, target))
  // Where some are shared and some are not, none is counted in full: connections are then the same for all.
  const own = balancers.shared.length > 0 ? [] : balancers.own
  const beside: RawTargets = {
    balancers: own.map((balancer) => ({
      errors: ask(balancerMetric('errors', balancer)),
      refused: ask(balancerMetric('refused', balancer)),
      fixed: ask(balancerMetric('fixed', balancer)),
    })),
    hosts: { groups: hosts.groups.map((target) => planning.hostsOf(target)), join: hosts.join },
    ...(own.length === 0 ? { note: shared } : {}),
  }
  return () => combineRequests(places, seconds, { variant: 'all', endpoint: null, explain }, window, beside)
}

function ofGroup(
  planning: Planning,
  target: TargetGroupDimensions,
  variant: MeasuredSeries['variant'],
): MetricSource {
  const { window, explain } = planning
  const place = ofTarget(planning, target)
  const hosts = { groups: [planning.hostsOf(target)], join: 'sum' } as const
  const beside: RawTargets = { balancers: [], hosts, note: perGroup }
  return () => combineRequests([place], seconds, { variant, endpoint: null, explain }, window, beside)
}

const ofTarget = ({ ask }: Planning, target: TargetGroupDimensions): RawRequests => ({
  ...requestsOf((metric) => ask(loadBalancerMetric(metric, target))),
  connections: ask(loadBalancerMetric('connections', target)),
})

function ofApplication(
  { ask, window }: Planning,
  application: ApplicationMetrics,
  dimensions: Readonly<Record<string, string>>,
  of: SeriesOf,
): MetricSource {
  const place = requestsOf((metric) => ask(applicationMetric(metric, application, dimensions)))
  return () => combineRequests([place], milliseconds, of, window)
}

const requestsOf = (ask: (metric: RequestMetric) => Answer) => ({
  requests: ask('requests'),
  errors: ask('errors'),
  p50: ask('p50'),
  p95: ask('p95'),
  p99: ask('p99'),
})

const ofLoadBalancers: readonly MetricId[] = [
  'error-rate',
  'latency-p50',
  'latency-p95',
  'latency-p99',
  'requests',
  'healthy-hosts',
]

/** What a load balancer would have said, had it been found. */
const missing = (
  { variant, endpoint }: SeriesOf,
  { periodSeconds }: MeasurementWindow,
  unreadable: string | null,
): MeasuredSeries[] =>
  ofLoadBalancers.map((metric) => ({
    metric,
    unit: metricUnits[metric],
    periodSeconds,
    variant,
    endpoint,
    points: [],
    unreadable,
  }))
