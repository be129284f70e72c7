import type { DefinitionBase, Plan } from '@lockstep/shared-types/plan'
import { createEcsServiceReader } from '../../adapters/aws/ecs-service-reader.ts'
import { createEcsTaskDefinitions } from '../../adapters/aws/ecs-task-definitions.ts'
import { systemClock } from '../../domain/clock.ts'
import { observe } from '../../domain/drift/testing/drift-fixture.ts'
import type { GoodRelease } from '../../features/releases/ports.ts'
import { planTaskDefinition } from '../../features/releases/plan-task-definition.ts'
import type { Result } from '../../domain/result.ts'
import type { BuiltWorld, WireRig } from './corpus-case.ts'

/** What the plan of a deploy of `next` says of the task definition, by the production adapters. */
export async function planDefinition(
  { aws, environment, built }: Pick<WireRig, 'aws' | 'environment' | 'built'>,
  base: DefinitionBase = 'running',
  good: readonly GoodRelease[] = [],
): Promise<Result<NonNullable<Plan['taskDefinition']>>> {
  const service = await createEcsServiceReader(aws, systemClock).read(environment)
  return await planTaskDefinition(
    {
      taskDefinitions: createEcsTaskDefinitions(aws),
      releases: { goodReleases: () => Promise.resolve(good) },
    },
    {
      environment,
      shape: { kind: 'deploy', scope: 'both', strategy: 'all-at-once', emergency: false },
      artifact: { version: 'next', digest: built.version('next').digest },
      observation: observe({ service }),
      commit: null,
      base,
    },
  )
}

/** Registers what the service runs once more, with one more variable; gives its ARN. */
export function registerWithVariable(
  { world, built }: Pick<BuiltWorld, 'world' | 'built'>,
  variable: { readonly name: string; readonly value: string },
): string {
  const definition = world.ecs.service(built.cluster, built.service)?.deployments[0]?.revision.definition
  if (definition === undefined) throw new Error('there is no service')
  const containerDefinitions = definition.containers.map((one) => ({
    ...one,
    environment: [...(one.environment ?? []), variable],
  }))
  return world.ecs.registerTaskDefinition({ ...definition.request, containerDefinitions }).arn
}
