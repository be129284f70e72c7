import type { AppConfig } from '../../world/appconfig.ts'
import type { Metrics } from '../../world/metrics/metrics.ts'
import type { Behaviours } from '../../world/task-app/behaviours.ts'
import type { Network } from '../../world/task-app/network.ts'
import type { BuildableWorld } from '../paired/paired-world.ts'
import type { EndpointSpec } from './endpoints.ts'

/** What of a world an application with a flag is built from. */
export type FlaggedWorld = BuildableWorld & {
  readonly appconfig: AppConfig
  readonly metrics: Metrics
  readonly network: Network
  readonly behaviours: Behaviours
}

/** The two ways to the data: as it was, and through the new backend API that the flag turns on. */
export type DataPath = 'old' | 'new'
export const dataPaths: readonly DataPath[] = ['old', 'new']

/** How a path answers, while nothing changes it. */
export type PathSpec = {
  /** Share of requests answered with 5xx, 0 to 1. */
  readonly errorRate: number
  /** Median. */
  readonly latencyMilliseconds: number
  /** Connections to the database that one request holds while it is answered. */
  readonly connectionsPerRequest: number
}

export type FlaggedSpec = {
  readonly applicationId: string
  readonly environmentId: string
  /** Mean over the day. */
  readonly requestsPerSecond: number
  /** Few at night, many in the afternoon. */
  readonly dayCurve: boolean
  /** Percentage of users that the flag starts with. */
  readonly percent: number
  /** CloudWatch namespace of the application's own metrics. */
  readonly namespace: string
  readonly databaseId: string
  readonly rumApplication: string
  readonly endpoints: readonly EndpointSpec[]
  readonly paths: Readonly<Record<DataPath, PathSpec>>
}
