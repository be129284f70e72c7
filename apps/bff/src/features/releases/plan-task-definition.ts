import type { Plan } from '@lockstep/shared-types/plan'
import { diffTaskDefinition } from '../../domain/release/diff-task-definition.ts'
import { releaseContainers } from '../../domain/release/release-containers.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import {
  findBases,
  findReusable,
  readBase,
  type Base,
  type DefinitionDeps,
  type DefinitionInput,
} from './definition-bases.ts'

/** The task definition that the service will run: one that is there already where that is right, else a new one from today's. */
export async function planTaskDefinition(
  deps: DefinitionDeps,
  input: DefinitionInput,
): Promise<Result<NonNullable<Plan['taskDefinition']>>> {
  const { environment, observation } = input
  if (observation.service.state !== 'read')
    return fail(
      observation.service.state === 'unreadable'
        ? observation.service.problem
        : {
            code: 'aws-not-found',
            title: 'The ECS service is not there.',
            detail: `${environment.backend.cluster}/${environment.backend.service}`,
            remedy: 'Check the cluster and the service in the configuration.',
          },
    )
  const from = observation.service.value.taskDefinitionArn
  if (from === null)
    return fail({
      code: 'aws-not-found',
      title: `The ECS service names no task definition: ${observation.service.value.controller} decides what it runs.`,
      detail: `${environment.backend.cluster}/${environment.backend.service}`,
      remedy: 'Deploy it with what manages its task sets.',
    })
  const running = await readBase(deps, input, from)
  if (!running.ok) return running
  const bases = await findBases(deps, input, running.value)
  if (!bases.ok) return bases
  const { newer, released } = bases.value
  const wanted = input.base === 'newest' ? newer : input.base === 'released' ? released : null
  const base = wanted ?? running.value
  const reused = await findReusable(deps, input, base)
  if (!reused.ok) return reused
  const { behind } = releaseContainers(base.definition.containers, environment)
  const offer = (one: Base | null) =>
    one === null
      ? null
      : { arn: one.definition.arn, changes: diffTaskDefinition(running.value.after, one.after) }
  return ok({
    from,
    base: base.definition.arn,
    to: reused.value?.definition.arn ?? null,
    reused: reused.value !== null,
    changes: diffTaskDefinition(running.value.before, reused.value?.before ?? base.after),
    newer: offer(newer),
    released: offer(released),
    behind: behind.map(({ name, image }) => ({ container: name, image })),
    platform: (reused.value ?? base).definition.platform ?? null,
  })
}
