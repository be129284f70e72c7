import type { Recorded } from './normalize.ts'
import type { Recording } from './run-suite.ts'

/** What two sides answer otherwise to one question. */
export type Difference = {
  readonly service: string
  readonly step: string
  /** `refusal`: one refuses and the other does not, or otherwise. `members`: the answers differ. `words`: only the message of a refusal. */
  readonly kind: 'missing' | 'refusal' | 'members' | 'words'
  readonly left: string
  readonly right: string
}

/** The differences of two recordings, the grave ones and the words apart. */
export function compareRecordings(left: Recording, right: Recording): Difference[] {
  const services = [...new Set([...Object.keys(left), ...Object.keys(right)])]
  return services.flatMap((service) => {
    const [ours, theirs] = [left[service] ?? {}, right[service] ?? {}]
    return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].flatMap((step) => {
      const found = compareOne(ours[step], theirs[step])
      return found === null ? [] : [{ service, step, ...found }]
    })
  })
}

type Found = Pick<Difference, 'kind' | 'left' | 'right'>

function compareOne(left: Recorded | undefined, right: Recorded | undefined): Found | null {
  if (left === undefined || right === undefined)
    return { kind: 'missing', left: summary(left), right: summary(right) }
  if ('error' in left && 'error' in right) {
    const same = left.error === right.error && left.status === right.status && left.region === right.region
    if (!same) return { kind: 'refusal', left: summary(left), right: summary(right) }
    return left.words === right.words ? null : { kind: 'words', left: left.words, right: right.words }
  }
  if ('error' in left || 'error' in right)
    return { kind: 'refusal', left: summary(left), right: summary(right) }
  const differing = differences(left.answer, right.answer, '')
  if (differing.length === 0) return null
  return {
    kind: 'members',
    left: differing.map(([path, ours]) => `${path}=${ours}`).join(', '),
    right: differing.map(([path, , theirs]) => `${path}=${theirs}`).join(', '),
  }
}

const shown = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value))

function summary(one: Recorded | undefined): string {
  if (one === undefined) return 'not asked'
  return 'error' in one ? `${one.error} (${one.status})` : 'answered'
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

function differences(left: unknown, right: unknown, path: string): [string, string, string][] {
  if (!isObject(left) || !isObject(right) || Array.isArray(left) !== Array.isArray(right))
    return shown(left) === shown(right) ? [] : [[path, shown(left), shown(right)]]
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((name) =>
    differences(left[name], right[name], path === '' ? name : `${path}.${name}`),
  )
}
