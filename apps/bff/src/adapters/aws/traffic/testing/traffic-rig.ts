import type { Simulator } from '@lockstep/aws-sim'
import type { Environment } from '../../../../domain/environment.ts'
import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import type { RolloutDriverConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { TrafficDriver, TrafficTarget } from '../../../../domain/rollout/traffic.ts'
import { createAwsClientFactory, type AwsClientFactory } from '../../clients.ts'
import type { TaskDefinitionOf } from '../native/service-deployment.ts'
import { createTrafficDrivers } from '../traffic-drivers.ts'

/** One driver over a simulated AWS, and what a test can do to it from outside. */
export type TrafficRig = Pick<Simulator<unknown>, 'requests' | 'faults'> & {
  readonly target: TrafficTarget
  /** A driver that has looked nothing up yet, as after a restart; by default it tries a call three times. */
  createDriver(options?: { readonly maxAttempts: number }): TrafficDriver
  /** What it may be asked for, in this order; the first is not 0. */
  readonly percentages: readonly number[]
  /** More that it takes one after the other without waiting; empty when it goes by steps. */
  readonly more: readonly number[]
  /** The operations that change something, the last of them the one that takes effect. */
  readonly writes: readonly string[]
  /** The candidate's share of real requests, in percent. */
  measure(): Promise<number>
  /** How far that may be off. */
  readonly tolerance: number
  /** Lets AWS finish what it has begun. */
  settle(): Promise<void>
  /** Somebody moves the traffic; gives the percentage. */
  changeByHand(): Promise<number>
  /** Takes something away that the driver needs; gives its name. */
  remove(): string
  /** What still sends somebody to the candidate. */
  leftovers(): Promise<string[]>
  close(): void
}

export const manyPercentages = [
  0.1, 0.25, 1, 2.5, 7, 9.99, 12.5, 25, 33.33, 49.5, 50, 66.67, 75, 90, 99.9, 100,
]

export const releaseId = '01JD3M5Q8ZK4V7W9X2Y6N0ABCD'

export function withRollout(environment: Environment, driver: RolloutDriverConfig): Environment {
  return {
    ...environment,
    rollout: {
      driver,
      policy: {
        stages: [],
        matrix: [...standardMatrix],
        windowSeconds: 300,
        inconclusiveGoesBackAfterSeconds: null,
      },
      intervalSeconds: 15,
      preflightProbes: [],
      zeroProbes: [],
      openApi: null,
    },
  }
}

/** No release is stored: then only its time tells which deployment is its own. */
export const noRelease: TaskDefinitionOf = () => Promise.resolve(null)

/** Drivers as the composition root makes them; each call makes new ones. `close` ends their sockets. */
export function createDrivers(
  environment: Environment,
  taskDefinitionOf: TaskDefinitionOf = noRelease,
): Pick<TrafficRig, 'createDriver' | 'close'> {
  const factories: AwsClientFactory[] = []
  return {
    createDriver({ maxAttempts } = { maxAttempts: 3 }) {
      const factory = createAwsClientFactory({ requestTimeoutMilliseconds: 1_000, maxAttempts })
      factories.push(factory)
      const driver = createTrafficDrivers(factory, taskDefinitionOf)(environment)
      if (driver === null) throw new Error('the environment has no rollout')
      return driver
    },
    close: () => factories.forEach((factory) => factory.close()),
  }
}

/** Asks `url` so many times and gives the share of answers for which `isCandidate` holds, in percent. */
export async function measureShare(
  ask: (index: number) => Promise<boolean>,
  requests = 400,
): Promise<number> {
  let candidates = 0
  for (let asked = 0; asked < requests; asked += 20) {
    const batch = Array.from({ length: 20 }, (_, index) => ask(asked + index))
    candidates += (await Promise.all(batch)).filter(Boolean).length
  }
  return (candidates / requests) * 100
}
