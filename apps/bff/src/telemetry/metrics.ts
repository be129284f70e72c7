import { driftStatuses, type DriftStatus } from '@lockstep/shared-types/drift-status'
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

export type Metrics = {
  readonly observeRequest: (request: {
    route: string
    method: string
    status: number
    seconds: number
  }) => void
  readonly observeDriftCheck: (check: {
    environment: string
    status: DriftStatus
    seconds: number
    awsCalls: number
  }) => void
  readonly observeTrafficWrite: (write: { urgent: boolean; accepted: boolean; seconds: number }) => void
  readonly page: () => Promise<string>
}

/** The figures of `/metrics`, in Prometheus' text format; `awsCalls` answers the total of calls per operation. */
export function createMetrics(awsCalls: () => Readonly<Record<string, number>>): Metrics {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'lockstep_http_request_seconds',
    help: 'Time to answer an HTTP request.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  })
  const checks = new Histogram({
    name: 'lockstep_drift_check_seconds',
    help: 'Time that one drift check of an environment took.',
    labelNames: ['environment'],
    buckets: [0.1, 0.3, 1, 3, 10, 30],
    registers,
  })
  const states = new Gauge({
    name: 'lockstep_drift_status',
    help: 'Drift status of an environment: 0 ok, 1 warn, 2 fail, 3 unknown.',
    labelNames: ['environment'],
    registers,
  })
  const trafficWrites = new Histogram({
    name: 'lockstep_traffic_write_seconds',
    help: 'Time until AWS answered a change of a rollout’s percentage; urgent: to zero by an emergency or a decision.',
    labelNames: ['urgent', 'accepted'],
    buckets: [0.02, 0.1, 0.25, 0.5, 1, 3, 10],
    registers,
  })
  const calls = new Counter({
    name: 'lockstep_aws_calls_total',
    help: 'Calls made to AWS.',
    labelNames: ['operation'],
    registers,
  })
  return {
    observeRequest: ({ route, method, status, seconds }) =>
      requests.observe({ route, method, status: String(status) }, seconds),
    observeDriftCheck: ({ environment, status, seconds }) => {
      checks.observe({ environment }, seconds)
      states.set({ environment }, driftStatuses.indexOf(status))
    },
    observeTrafficWrite: ({ urgent, accepted, seconds }) =>
      trafficWrites.observe({ urgent: String(urgent), accepted: String(accepted) }, seconds),
    page: () => {
      calls.reset()
      for (const [operation, count] of Object.entries(awsCalls())) calls.inc({ operation }, count)
      return registry.metrics()
    },
  }
}
