import type { PlanChange } from '@lockstep/shared-types/plan'

/** Every value that differs, by path; members of lists are named by their `name` (containers, variables) where they have one. */
export function diffTaskDefinition(before: unknown, after: unknown): PlanChange[] {
  const old = flatten(before, '')
  const next = flatten(after, '')
  const paths = [...new Set([...old.keys(), ...next.keys()])].toSorted()
  return paths
    .map((path) => ({ path, before: old.get(path) ?? null, after: next.get(path) ?? null }))
    .filter((change) => change.before !== change.after)
}

function flatten(value: unknown, path: string, into = new Map<string, string>()): Map<string, string> {
  if (value === undefined || value === null) return into
  if (Array.isArray(value)) {
    value.forEach((item: unknown, index) => flattenMember(item, index, path, into))
    return into
  }
  if (value instanceof Date) return into.set(path, value.toISOString())
  if (typeof value === 'object') {
    for (const [key, field] of Object.entries(value))
      flatten(field, path === '' ? key : `${path}.${key}`, into)
    return into
  }
  return into.set(path, typeof value === 'string' ? value : JSON.stringify(value))
}

function flattenMember(item: unknown, index: number, path: string, into: Map<string, string>): void {
  if (typeof item !== 'object' || item === null || !('name' in item) || typeof item.name !== 'string') {
    flatten(item, `${path}.${index}`, into)
    return
  }
  const { name, ...rest } = item
  const fields = Object.keys(rest)
  // A variable is shown as `environment.NAME`, not as `environment.NAME.value`.
  const [only] = fields
  if (fields.length === 1 && only === 'value') flatten(Object.values(rest)[0], `${path}.${name}`, into)
  else flatten(rest, `${path}.${name}`, into)
}
