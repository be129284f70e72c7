import type { NormalizedSchema } from '@smithy/core/schema'
import type { Random } from '../../world/random.ts'
import type { Structure } from '../message.ts'
import { members, traits } from '../schema.ts'

/** Where a value travels decides which values it can have. */
type Place = 'label' | 'header' | 'query' | 'body'

const deepest = 5

/** Makes a random input or output that a schema allows. */
export function generateStructure(random: Random, schema: NormalizedSchema): Structure {
  return (generate(random, schema, 0, 'body') ?? {}) as Structure
}

function generate(random: Random, schema: NormalizedSchema, depth: number, place: Place): unknown {
  if (schema.isUnitSchema()) return undefined
  if (schema.isStructSchema()) return generateMembers(random, schema, depth)
  if (schema.isListSchema())
    return Array.from({ length: random.integer(1, 2) }, () =>
      generate(random, schema.getValueSchema(), depth + 1, place),
    )
  if (schema.isMapSchema()) {
    const key = place === 'body' ? 'k&<y>' : 'key'
    return Object.fromEntries(
      [0, 1].map((index) => [
        `${key}${index}${place === 'header' ? '' : 'K'}`,
        generate(random, schema.getValueSchema(), depth + 1, place),
      ]),
    )
  }
  return generateSimple(random, schema, place)
}

function generateMembers(random: Random, schema: NormalizedSchema, depth: number): Structure {
  const all = members(schema)
  const shallow = all.filter(([, member]) => !isContainer(member))
  const chosen = schema.isUnionSchema()
    ? pickOne(random, depth > 3 && shallow.length > 0 ? shallow : all)
    : all
  const made: Structure = {}
  for (const [name, member] of chosen) {
    if (traits(member).httpResponseCode) continue
    if (depth > deepest && isContainer(member) && !schema.isUnionSchema()) continue
    const value = generate(random, member, depth + 1, placeOf(member))
    if (value !== undefined) made[name] = value
  }
  return made
}

function generateSimple(random: Random, schema: NormalizedSchema, place: Place): unknown {
  if (schema.isTimestampSchema()) {
    // HTTP dates have no fraction.
    const fraction = place === 'header' || schema.getSchema() === 6 ? 0 : 250
    return new Date(1_700_000_000_000 + random.integer(0, 1_000_000) * 1000 + fraction)
  }
  if (schema.isBlobSchema()) return Uint8Array.from([104, 105, 0, 255, random.integer(0, 255)])
  if (schema.isBooleanSchema()) return random.next() < 0.5
  if (schema.isBigIntegerSchema()) return 12n
  if (schema.isNumericSchema()) return random.integer(0, 1000)
  if (schema.isDocumentSchema()) return { a: [1, 'x', { b: true }] }
  if (traits(schema).mediaType?.includes('json')) return JSON.stringify({ a: 1 })
  const serial = random.integer(0, 1_000_000)
  if (place === 'header') return `Header-${serial}`
  return place === 'label' ? `lab el/ü+%&${serial}` : `s é<&>"' +%=\n 😀${serial}`
}

function placeOf(schema: NormalizedSchema): Place {
  const { httpLabel, httpHeader, httpPrefixHeaders, httpQuery, httpQueryParams } = traits(schema)
  if (httpLabel) return 'label'
  if (httpHeader || httpPrefixHeaders !== undefined) return 'header'
  return httpQuery || httpQueryParams ? 'query' : 'body'
}

function isContainer(schema: NormalizedSchema): boolean {
  return schema.isStructSchema() || schema.isListSchema() || schema.isMapSchema()
}

function pickOne<T>(random: Random, list: readonly T[]): T[] {
  return list.slice(random.integer(0, list.length - 1)).slice(0, 1)
}
