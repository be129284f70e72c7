import type { RolloutStage } from '@lockstep/shared-types/gate'
import type { Environment } from '../../domain/environment.ts'
import type { RolloutFacts } from '../../domain/release/preflight/rollout-facts.ts'
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
