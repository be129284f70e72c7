import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { createAwsClientFactory, type AwsClientFactory } from '../adapters/aws/clients.ts'
import { createLiveEvents, type LiveEvents } from '../adapters/store/live-events.ts'
import type { Store } from '../adapters/store/store.ts'
import { systemClock, type Clock } from '../domain/clock.ts'
import { environmentKey, type Environment } from '../domain/environment.ts'
import { systemTimers, type Timers } from '../domain/timers.ts'
import type { Logger } from 'pino'
import { createMetrics, type Metrics } from '../telemetry/metrics.ts'

/** What all parts share. */
export type Foundation = {
  readonly environments: readonly Environment[]
  readonly findEnvironment: (ref: EnvironmentRef) => Environment | null
  readonly aws: AwsClientFactory
  readonly store: Store
  readonly live: LiveEvents
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Logger
  readonly metrics: Metrics
}

export function createFoundation(input: {
  readonly environments: readonly Environment[]
  readonly store: Store
  readonly log: Logger
  readonly version: string
}): Foundation {
  const byKey = new Map(input.environments.map((environment) => [environmentKey(environment), environment]))
  const aws = createAwsClientFactory({ userAgent: `lockstep/${input.version}` })
  return {
    ...input,
    findEnvironment: (ref) => byKey.get(environmentKey(ref)) ?? null,
    aws,
    live: createLiveEvents(input.store),
    clock: systemClock,
    timers: systemTimers,
    metrics: createMetrics(aws.countOperations),
  }
}
