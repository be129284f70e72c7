import { NormalizedSchema } from '@smithy/core/schema'
import type { SchemaTraitsObject, StaticStructureSchema } from '@smithy/types'

/** The members of a structure; none for the unit schema of an operation without input or output. */
export function members(schema: NormalizedSchema): [name: string, schema: NormalizedSchema][] {
  return schema.isUnitSchema() ? [] : [...schema.structIterator()]
}

/** The traits of a member together with those of its target. */
export function traits(schema: NormalizedSchema): SchemaTraitsObject {
  return schema.getMergedTraits()
}

/** A structure of only some members of another: what stands in the body when the rest is bound to the URL and headers. */
export function structureOf(schema: NormalizedSchema, names: readonly string[]): NormalizedSchema {
  const [, namespace, name, , memberNames, memberSchemas] = schema.getSchema() as StaticStructureSchema
  const picked = names.map((member) => memberSchemas[memberNames.indexOf(member)] ?? 0)
  return NormalizedSchema.of([3, namespace, name, schema.getOwnTraits(), [...names], picked])
}

/** How many members, counted from the first, are required. */
export function requiredCount(schema: NormalizedSchema): number {
  return schema.isUnitSchema() ? 0 : ((schema.getSchema() as StaticStructureSchema)[6] ?? 0)
}
