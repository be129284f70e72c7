import type { RolloutStage } from '@lockstep/shared-types/gate'
import type { Environment } from '../../domain/environment.ts'
import type { ReleaseShape } from '../../domain/release/step-list.ts'
import type { RolloutFacts, TrafficBefore } from '../../domain/release/preflight/rollout-facts.ts'
import { fail } from '../../domain/result.ts'
import type { RolloutReads } from './ports.ts'
import { rolloutNotConfigured } from './release-problems.ts'

type RolloutToBegin = {
  readonly stages: readonly RolloutStage[]
  /** Of the release, or of its plan as long as there is none. */
  readonly releaseId: string
  /** What began earlier in AWS belongs to another rollout. */
  readonly startedAt: string
}

/** Looks at all that must hold before a rollout begins. Null where no rollout is configured. */
export async function gatherRolloutFacts(
  { driverFor, probeExpected, readDocument }: RolloutReads,
  environment: Environment,
  { stages, releaseId, startedAt }: RolloutToBegin,
): Promise<RolloutFacts | null> {
  const config = environment.rollout
  if (config === null) return null
  const driver = driverFor(environment)
  const without = fail(rolloutNotConfigured(environment))
  const [needs, traffic, probes, document] = await Promise.all([
    driver === null ? without : driver.check(environment),
    driver === null ? without : driver.read({ environment, releaseId, startedAt }),
    Promise.all(
      config.preflightProbes.map(async (expected) => ({
        expected,
        found: await probeExpected(environment, expected),
      })),
    ),
    config.openApi === null ? null : readDocument(environment, config.openApi.path),
  ])
  return { config, needs, traffic, stages, probes, document }
}

/**
 * Where the traffic goes before a release that changes all at once. Null where no candidate can have any, and for an
 * emergency, which does not wait for it.
 */
export async function gatherTrafficBefore(
  { driverFor }: Pick<RolloutReads, 'driverFor'>,
  environment: Environment,
  { kind, strategy, emergency }: ReleaseShape,
  begin: Pick<RolloutToBegin, 'releaseId' | 'startedAt'>,
): Promise<TrafficBefore | null> {
  const type = environment.rollout?.driver.type ?? null
  const hasCandidate = type === 'alb-weights' || type === 'paired' || type === 'cloudfront-cohort'
  if (!hasCandidate || strategy === 'stages' || emergency || kind === 'invalidate') return null
  const driver = driverFor(environment)
  if (driver === null) return null
  return { driver: type, traffic: await driver.read({ environment, ...begin }) }
}
