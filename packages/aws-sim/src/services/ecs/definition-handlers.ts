import type * as ecsPackage from '@aws-sdk/client-ecs'
import type { Handlers } from '../../wire/handlers.ts'
import type { Clock } from '../../world/clock.ts'
import type { Ecs } from '../../world/ecs/ecs.ts'
import { page } from '../paging.ts'
import { definitionShape } from './task-shape.ts'
import { checkDefinition, clientError } from './validate-definition.ts'
import { pageSize } from './validate.ts'

type EcsHandlers = Handlers<typeof ecsPackage>

type Deps = { readonly clock: Clock; readonly principalOf?: (accessKeyId: string) => string }

export const definitionHandlers = (ecs: Ecs, { clock, principalOf }: Deps): EcsHandlers => ({
  RegisterTaskDefinition(input, context) {
    checkDefinition(input)
    const registeredBy = context.accessKeyId === null ? undefined : principalOf?.(context.accessKeyId)
    const record = ecs.registerTaskDefinition({
      ...input,
      ...(registeredBy === undefined ? {} : { registeredBy }),
    })
    return { taskDefinition: definitionShape(record), tags: record.tags }
  },
  DescribeTaskDefinition({ taskDefinition = '', include = [] }) {
    const record = ecs.definitions.find(taskDefinition)
    if (record === null) throw clientError('Unable to describe task definition.')
    return {
      taskDefinition: definitionShape(record),
      ...(include.includes('TAGS') ? { tags: record.tags } : {}),
    }
  },
  DeregisterTaskDefinition({ taskDefinition = '' }) {
    const record = taskDefinition.includes(':') ? ecs.definitions.find(taskDefinition) : null
    if (record === null) throw clientError('The specified task definition does not exist.')
    record.status = 'INACTIVE'
    record.deregisteredAt ??= clock.now()
    return { taskDefinition: definitionShape(record) }
  },
  ListTaskDefinitions({ familyPrefix, status = 'ACTIVE', sort = 'ASC', nextToken, maxResults }) {
    const found = ecs.definitions
      .all()
      .filter((record) => familyPrefix === undefined || record.family === familyPrefix)
      .filter((record) => record.status === status)
      .toSorted((a, b) => (a.family === b.family ? a.revision - b.revision : a.family < b.family ? -1 : 1))
    const sorted = sort === 'DESC' ? found.toReversed() : found
    const { items, nextToken: next } = page(sorted, nextToken, pageSize(maxResults))
    return { taskDefinitionArns: items.map(({ arn }) => arn), nextToken: next }
  },
  ListTaskDefinitionFamilies({ familyPrefix = '', status = 'ACTIVE', nextToken, maxResults }) {
    const records = ecs.definitions.all().filter(({ family }) => family.startsWith(familyPrefix))
    const active = new Set(records.filter((record) => record.status === 'ACTIVE').map(({ family }) => family))
    const all = [...new Set(records.map(({ family }) => family))].toSorted()
    const wanted = all.filter((family) => status === 'ALL' || active.has(family) === (status === 'ACTIVE'))
    const { items, nextToken: next } = page(wanted, nextToken, pageSize(maxResults))
    return { families: items, nextToken: next }
  },
})
