import type { Clock } from '../clock.ts'
import type { Ids } from './ids.ts'
import type { TaskDefinitionInput, TaskDefinitionRecord } from './types.ts'

export type TaskDefinitions = {
  register(input: TaskDefinitionInput): TaskDefinitionRecord
  /** By `family`, `family:revision` or ARN; a family gives its newest active revision. */
  find(reference: string): TaskDefinitionRecord | null
  all(): readonly TaskDefinitionRecord[]
}

/** Keeps task definitions by family; revisions count from 1 and are never reused. */
export const createTaskDefinitions = (clock: Clock, ids: Ids, registrar: string): TaskDefinitions => {
  const families = new Map<string, TaskDefinitionRecord[]>()

  return {
    register(input) {
      const { tags = [], registeredAt = clock.now(), registeredBy = registrar, ...rest } = input
      const request = { ...rest, family: rest.family ?? '' }
      const revisions = families.get(request.family) ?? []
      families.set(request.family, revisions)
      const revision = revisions.length + 1
      const record: TaskDefinitionRecord = {
        arn: ids.taskDefinition(request.family, revision),
        family: request.family,
        revision,
        request,
        containers: request.containerDefinitions ?? [],
        tags: [...tags],
        status: 'ACTIVE',
        registeredAt,
        registeredBy,
        deregisteredAt: null,
      }
      revisions.push(record)
      return record
    },
    find(reference) {
      const name = reference.slice(reference.lastIndexOf('/') + 1)
      const [family = '', revision] = name.split(':', 2)
      const revisions = families.get(family) ?? []
      if (revision === undefined) return revisions.findLast(({ status }) => status === 'ACTIVE') ?? null
      return revisions.find((candidate) => String(candidate.revision) === revision) ?? null
    },
    all: () => [...families.values()].flat(),
  }
}
