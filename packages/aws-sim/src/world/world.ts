import type { Clock } from './clock.ts'
import type { ImagePlatforms } from './images/platforms.ts'
import type { Random } from './random.ts'

/** What every part of the world shares. Parts keep their own state; see `create-world.ts` for how they are joined. */
export type WorldContext = {
  readonly clock: Clock
  readonly random: Random
  readonly accountId: string
  readonly region: string
  readonly pace: Pace
}

/** How long things take, in virtual milliseconds. Scenarios choose: real AWS figures, demo, or as fast as a test wants. */
export type Pace = {
  /** From PROVISIONING to RUNNING, before health checks. */
  readonly taskStart: number
  readonly taskStop: number
  readonly healthCheckInterval: number
  /** Consecutive passes until a target is healthy. */
  readonly healthyThreshold: number
  readonly targetDrain: number
  /** Until a deployment that has replaced all tasks counts as steady. */
  readonly steadyDelay: number
  /** Until an invalidation takes effect at the edge, and until CloudFront says Completed. */
  readonly invalidationEffective: number
  readonly invalidationComplete: number
  /** How often traffic is played and measured. */
  readonly trafficTick: number
}

/** How a container behaves, read from the labels of its image's config: the image decides, as in life. */
export type ContainerBehaviour = {
  /** `sim.health`: `pass` (default), `fail`, or `crash` (exits soon after start); its program is made for another platform. */
  readonly health: 'pass' | 'fail' | 'crash' | 'wrong-platform'
  /** `sim.error-rate`: share of requests answered with 5xx, 0 to 1. */
  readonly errorRate: number
  /** `sim.latency-ms`: median latency. */
  readonly latencyMilliseconds: number
  /** Share of connections that are refused, and of those that break off without an answer, 0 to 1; none by default. */
  readonly connectionErrorRate?: number
  readonly brokenAnswerRate?: number
  readonly version: string
  readonly commit: string
}

/** What ECS needs of ECR: a pull. Null when the reference does not exist. */
export interface ImagePuller {
  /** `reference` as in a task definition: `host/repository:tag`, `host/repository@sha256:…` or both. */
  pull(reference: string): {
    readonly digest: string
    readonly behaviour: ContainerBehaviour
    /** What it runs on; anything when it is left out. */
    readonly platforms?: ImagePlatforms
  } | null
  /** Whether the registry refuses the account, so that what is there cannot be known. */
  readonly denies?: (reference: string) => boolean
}

/** An HTTP answer of something in the world: a task, an edge. */
export type WorldResponse = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string
}
export type WorldRequest = {
  readonly method: string
  /** Raw path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** A front door: something with an address of its own (a load balancer, a distribution), served on its own loopback port. */
export interface Door {
  readonly name: string
  answer(request: WorldRequest): WorldResponse | Promise<WorldResponse>
}
