import type { NormalizedSchema } from '@smithy/core/schema'
import { AwsError } from './aws-error.ts'
import type { WireRequest } from './message.ts'
import { members, requiredCount, traits } from './schema.ts'

/** Where a REST operation is found: method, path pattern, and what else tells it apart from its neighbours. */
export type Route = {
  readonly method: string
  readonly pattern: RegExp
  readonly labels: readonly string[]
  /** Query parameters that belong to the path, such as `?versioning`; an empty value stands for any. */
  readonly literals: readonly (readonly [name: string, value: string])[]
  readonly requiredQuery: readonly string[]
  readonly requiredHeaders: readonly string[]
  readonly status: number
  /** The more specific of two matching routes wins: PutObject, CopyObject and UploadPart share method and path. */
  readonly specificity: number
  readonly hasBucket: boolean
}

/** Builds the route of an operation from its `http` trait: method, URI template, status of success. */
export function createRoute([method, uri, status]: [string, string, number], input: NormalizedSchema): Route {
  const [template = '', search = ''] = uri.split('?')
  const labels = [...template.matchAll(/\{([^}+]+)\+?\}/g)].map(([, label]) => label ?? '')
  const literals = [...new URLSearchParams(search)].filter(([name]) => name !== 'x-id')
  const required = members(input)
    .slice(0, requiredCount(input))
    .map(([, schema]) => traits(schema))
  const requiredQuery = required.flatMap(({ httpQuery }) => httpQuery ?? [])
  const requiredHeaders = required.flatMap(({ httpHeader }) => httpHeader?.toLowerCase() ?? [])
  const fixedLength = template.replace(/\{[^}]+\}/g, '').length
  return {
    method,
    pattern: new RegExp(`^${templatePattern(template)}/?$`, 's'),
    labels,
    literals,
    requiredQuery,
    requiredHeaders,
    status,
    specificity:
      literals.length * 10_000 + (requiredQuery.length + requiredHeaders.length) * 1000 + fixedLength,
    hasBucket: members(input).some(([name]) => name === 'Bucket'),
  }
}

/** The labels of the path by member name, decoded; null when the route does not match. */
export function matchRoute(route: Route, request: WireRequest): Record<string, string> | null {
  if (route.method !== request.method) return null
  const { query, headers } = request
  if (
    !route.literals.every(([name, value]) => query.has(name) && (value === '' || query.get(name) === value))
  )
    return null
  if (!route.requiredQuery.every((name) => query.has(name))) return null
  if (!route.requiredHeaders.every((name) => headers[name] !== undefined)) return null
  const match = route.pattern.exec(request.path)
  if (!match) return null
  return Object.fromEntries(route.labels.map((label, index) => [label, decodeLabel(match[index + 1] ?? '')]))
}

function templatePattern(template: string): string {
  const parts = template.split(/(\{[^}]+\})/)
  return parts
    .map((part) => {
      if (!part.startsWith('{')) return part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      return part.endsWith('+}') ? '(.+)' : '([^/]+)'
    })
    .join('')
}

function decodeLabel(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.")
  }
}
