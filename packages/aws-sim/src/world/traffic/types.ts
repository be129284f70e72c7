import type { CohortMix, CohortOffer } from './cohorts.ts'

/** The load that users put on one load balancer. */
export type LoadInput = {
  readonly loadBalancerArn: string
  /** Mean over the day. */
  readonly requestsPerSecond: number
  /** Path that the rules see; the default is `/api/catalogue`. */
  readonly path?: string
  /** Share of requests that the app answers with 4xx, 0 to 1; the default is 0.004. */
  readonly clientErrorRate?: number
  /** What the edge in front of the same site hands out; null while no rollout runs. No cohorts by default. */
  readonly cohorts?: () => CohortOffer | null
}

/** A load with the visitors that it has at a moment. */
export type LoadNow = LoadInput & { readonly mix: CohortMix | null }

export type Traffic = {
  /** From now on; played every `pace.trafficTick`. */
  addLoad(input: LoadInput): void
  /** History: plays the load in the present state for the past `hours`, minute by minute. Call once the world is built. */
  backfill(hours: number): void
  /** Ends the ticks. */
  stop(): void
}
