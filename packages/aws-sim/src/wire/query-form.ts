import type { NormalizedSchema } from '@smithy/core/schema'
import type { TextCodec } from './codecs.ts'
import type { Structure } from './message.ts'
import { members, traits } from './schema.ts'

/** A form such as `Filters.member.1.Name=x` as the tree that its dots describe. */
export type FormNode = { value?: string; readonly children: Map<string, FormNode> }

export function parseForm(form: URLSearchParams): FormNode {
  const root: FormNode = { children: new Map() }
  for (const [key, value] of form) {
    let node = root
    for (const part of key.split('.')) {
      const child = node.children.get(part) ?? { children: new Map<string, FormNode>() }
      node.children.set(part, child)
      node = child
    }
    node.value = value
  }
  return root
}

/** Reads a value of the Query protocol by schema; undefined when the form does not have it. */
export function readForm(codec: TextCodec, schema: NormalizedSchema, node: FormNode | undefined): unknown {
  if (!node) return undefined
  if (schema.isUnitSchema()) return {}
  if (schema.isStructSchema()) return readStructure(codec, schema, node)
  if (schema.isListSchema()) {
    const item = schema.getValueSchema()
    const list = traits(schema).xmlFlattened ? node : node.children.get(traits(item).xmlName ?? 'member')
    return numbered(list).map((child) => readForm(codec, item, child))
  }
  if (schema.isMapSchema()) {
    const [key, value] = [schema.getKeySchema(), schema.getValueSchema()]
    const entries = numbered(traits(schema).xmlFlattened ? node : node.children.get('entry'))
    return Object.fromEntries(
      entries.map(({ children }) => [
        children.get(traits(key).xmlName ?? 'key')?.value ?? '',
        readForm(codec, value, children.get(traits(value).xmlName ?? 'value')),
      ]),
    )
  }
  return node.value === undefined ? undefined : codec.read(schema, node.value)
}

function readStructure(codec: TextCodec, schema: NormalizedSchema, node: FormNode): Structure {
  const read: Structure = {}
  for (const [name, member] of members(schema)) {
    const value = readForm(codec, member, node.children.get(traits(member).xmlName ?? name))
    if (value !== undefined) read[name] = value
  }
  return read
}

function numbered(node: FormNode | undefined): FormNode[] {
  const entries = [...(node?.children ?? [])].filter(([key]) => /^\d+$/.test(key))
  return entries.toSorted(([left], [right]) => Number(left) - Number(right)).map(([, child]) => child)
}
