import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { worldHandlers } from '../packages/aws-sim/src/services/world-handlers.ts'
import { createWorld } from '../packages/aws-sim/src/world/create-world.ts'
import { testContext } from '../packages/aws-sim/src/world/test-context.ts'
import type { Constraints, ShapeRule } from '../packages/aws-sim/src/constraints/constraints.ts'

/**
 * Writes what AWS's own service models say of inputs (required members, lengths, ranges, patterns, enumerations), for the
 * operations that the simulator has: `node scripts/generate-sim-constraints.ts FOLDER`, where FOLDER is `botocore/data` of an
 * installed AWS CLI (Apache-2.0). The client packages' schemas carry none of that. S3's model says next to nothing.
 */
const folder = process.argv[2]
if (folder === undefined) throw new Error('Name the folder botocore/data of an installed AWS CLI.')

type BotoShape = {
  readonly type: string
  readonly members?: Readonly<Record<string, { readonly shape: string }>>
  readonly required?: readonly string[]
  readonly member?: { readonly shape: string }
  readonly key?: { readonly shape: string }
  readonly value?: { readonly shape: string }
  readonly enum?: readonly string[]
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
}
type BotoModel = {
  readonly operations: Readonly<Record<string, { readonly input?: { readonly shape: string } }>>
  readonly shapes: Readonly<Record<string, BotoShape>>
}

const handlers = worldHandlers(createWorld(testContext()))
const services = Object.keys(handlers).filter((id) => id !== 's3' && id !== 'sqs')
for (const id of services) {
  const operations = Object.keys(handlers[id as keyof typeof handlers]).toSorted()
  const target = new URL(`../packages/aws-sim/src/constraints/${id}.json`, import.meta.url)
  writeFileSync(target, `${JSON.stringify(prune(readModel(id), operations), null, 2)}\n`)
}

function readModel(id: string): BotoModel {
  const versions = readdirSync(join(folder ?? '', id)).toSorted()
  const version = join(folder ?? '', id, versions.at(-1) ?? '')
  const file = readdirSync(version).find((name) => name.startsWith('service-2.json')) ?? ''
  const bytes = readFileSync(join(version, file))
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()) as BotoModel
}

/** Only shapes that constrain something, or lead to one that does. */
function prune(model: BotoModel, names: readonly string[]): Constraints {
  const kept = new Map<string, boolean>()
  const rules: Record<string, ShapeRule> = {}
  const keep = (name: string): boolean => {
    const known = kept.get(name)
    if (known !== undefined) return known
    // A shape that contains itself is judged by its other parts.
    kept.set(name, false)
    const rule = ruleOf(model.shapes[name], keep)
    if (rule !== null) rules[name] = rule
    kept.set(name, rule !== null)
    return rule !== null
  }
  const operations: Record<string, string> = {}
  for (const name of names) {
    const input = model.operations[name]?.input?.shape
    if (input !== undefined && keep(input)) operations[name] = input
  }
  const shapes = Object.fromEntries(Object.entries(rules).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return { operations, shapes }
}

function ruleOf(shape: BotoShape | undefined, keep: (name: string) => boolean): ShapeRule | null {
  if (shape === undefined) return null
  const bounds = {
    ...(shape.min === undefined ? {} : { min: shape.min }),
    ...(shape.max === undefined ? {} : { max: shape.max }),
  }
  const part = (named: { readonly shape: string } | undefined): string | undefined =>
    named !== undefined && keep(named.shape) ? named.shape : undefined
  switch (shape.type) {
    case 'structure': {
      const members = Object.entries(shape.members ?? {}).flatMap(([name, member]) =>
        keep(member.shape) ? [[name, member.shape] as const] : [],
      )
      const rule = {
        ...(shape.required?.length ? { required: shape.required } : {}),
        ...(members.length > 0 ? { members: Object.fromEntries(members) } : {}),
      }
      return Object.keys(rule).length > 0 ? { kind: 'structure', ...rule } : null
    }
    case 'list': {
      const of = part(shape.member)
      const rule = { ...bounds, ...(of === undefined ? {} : { of }) }
      return Object.keys(rule).length > 0 ? { kind: 'list', ...rule } : null
    }
    case 'map': {
      const [key, of] = [part(shape.key), part(shape.value)]
      const rule = { ...bounds, ...(key === undefined ? {} : { key }), ...(of === undefined ? {} : { of }) }
      return Object.keys(rule).length > 0 ? { kind: 'map', ...rule } : null
    }
    case 'string': {
      const rule = {
        ...bounds,
        ...(shape.pattern === undefined ? {} : { pattern: shape.pattern }),
        ...(shape.enum === undefined ? {} : { values: shape.enum }),
      }
      return Object.keys(rule).length > 0 ? { kind: 'string', ...rule } : null
    }
    case 'integer':
    case 'long':
    case 'double':
    case 'float':
      return Object.keys(bounds).length > 0 ? { kind: 'number', ...bounds } : null
    default:
      return null
  }
}
