import type { Artifact } from '@lockstep/shared-types/artifact'
import { cannotRun } from '../../domain/artifact/platform.ts'
import type { Observation } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import { expectedPlatform } from '../../domain/release/preflight/platform-rule.ts'
import type { TaskDefinitionPlanner } from './ports.ts'

/**
 * What the tasks of a rollback would run on: as its own definition of then has it, else as today's. That one is looked for
 * only where today's does not fit, as after a move to another processor.
 */
export async function platformOnWayBack(
  { taskDefinitions }: { readonly taskDefinitions: Pick<TaskDefinitionPlanner, 'describe' | 'findByDigest'> },
  facts: {
    readonly environment: Environment
    readonly observation: Observation
    /** The definition that it ran with here; null when Lockstep never released it here. */
    readonly taskDefinitionArn: string | null
  },
  { digest, platforms }: Pick<Artifact, 'digest' | 'platforms'>,
): Promise<string | null> {
  const { environment, observation, taskDefinitionArn } = facts
  const todays = expectedPlatform(observation, null)
  if (!cannotRun(platforms, todays)) return todays
  if (taskDefinitionArn !== null) {
    const described = await taskDefinitions.describe(environment, taskDefinitionArn)
    if (described.ok && described.value.active) return described.value.platform ?? null
  }
  const { taskDefinition } = observation
  if (taskDefinition.state !== 'read') return todays
  const found = await taskDefinitions.findByDigest(environment, taskDefinition.value.family, digest)
  return found.ok && found.value !== null ? (found.value.platform ?? null) : todays
}
