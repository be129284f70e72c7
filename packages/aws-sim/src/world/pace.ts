import type { Pace } from './world.ts'

export type PaceName = 'real' | 'demo' | 'fast' | 'story'

/**
 * How long things take, in virtual milliseconds: about as at AWS; short enough to watch; as short as a test wants; and
 * `story`, which looks once a minute, so that weeks pass in seconds.
 */
export const paces: Readonly<Record<PaceName, Pace>> = {
  real: {
    taskStart: 30_000,
    taskStop: 15_000,
    healthCheckInterval: 10_000,
    healthyThreshold: 2,
    targetDrain: 30_000,
    steadyDelay: 30_000,
    invalidationEffective: 4_000,
    invalidationComplete: 20_000,
    trafficTick: 5_000,
  },
  demo: {
    taskStart: 4_000,
    taskStop: 2_000,
    healthCheckInterval: 2_000,
    healthyThreshold: 2,
    targetDrain: 4_000,
    steadyDelay: 3_000,
    invalidationEffective: 2_000,
    invalidationComplete: 5_000,
    trafficTick: 2_000,
  },
  fast: {
    taskStart: 60,
    taskStop: 40,
    healthCheckInterval: 40,
    healthyThreshold: 2,
    targetDrain: 60,
    steadyDelay: 60,
    invalidationEffective: 60,
    invalidationComplete: 120,
    trafficTick: 100,
  },
  story: {
    taskStart: 30_000,
    taskStop: 15_000,
    healthCheckInterval: 60_000,
    healthyThreshold: 1,
    targetDrain: 30_000,
    steadyDelay: 30_000,
    invalidationEffective: 4_000,
    invalidationComplete: 20_000,
    trafficTick: 60_000,
  },
}
