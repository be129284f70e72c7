/** What a shape of a service's model demands; parts are named by shape, and left out where they demand nothing. */
export type ShapeRule =
  | {
      readonly kind: 'structure'
      readonly required?: readonly string[]
      readonly members?: Readonly<Record<string, string>>
    }
  | { readonly kind: 'list'; readonly min?: number; readonly max?: number; readonly of?: string }
  | {
      readonly kind: 'map'
      readonly min?: number
      readonly max?: number
      readonly key?: string
      readonly of?: string
    }
  | {
      readonly kind: 'string'
      readonly min?: number
      readonly max?: number
      readonly pattern?: string
      readonly values?: readonly string[]
    }
  | { readonly kind: 'number'; readonly min?: number; readonly max?: number }

/** A service's demands, by operation; written by `scripts/generate-sim-constraints.ts`. */
export type Constraints = {
  readonly operations: Readonly<Record<string, string>>
  readonly shapes: Readonly<Record<string, ShapeRule>>
}

/** Something that an input does wrong: where, with what value, and what it must be. */
export type Violation = { readonly path: string; readonly value: string; readonly must: string }

const shown = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)

const patterns = new Map<string, RegExp>()

/** Models write patterns for Java, which means the whole text; a few are no Unicode patterns to JavaScript. */
function patternOf(pattern: string): RegExp {
  const known = patterns.get(pattern)
  if (known !== undefined) return known
  const whole = `^(?:${pattern})$`
  let made: RegExp
  try {
    made = new RegExp(whole, 'su')
  } catch {
    made = new RegExp(whole, 's')
  }
  patterns.set(pattern, made)
  return made
}

/** Everything in an input that the model forbids, in the order of the members. */
export function violationsOf(constraints: Constraints, operation: string, input: unknown): Violation[] {
  const { shapes } = constraints
  const found: Violation[] = []
  const wrong = (path: string, value: unknown, must: string): void =>
    void found.push({ path, value: shown(value), must })

  const measure = (path: string, value: unknown, size: number, rule: Bounds, what: string): void => {
    if (rule.min !== undefined && size < rule.min)
      wrong(path, value, `have ${what} greater than or equal to ${rule.min}`)
    if (rule.max !== undefined && size > rule.max)
      wrong(path, value, `have ${what} less than or equal to ${rule.max}`)
  }

  const check = (shape: string | undefined, value: unknown, path: string): void => {
    const rule = shape === undefined ? undefined : shapes[shape]
    if (rule === undefined || value === undefined || value === null) return
    switch (rule.kind) {
      case 'structure': {
        if (typeof value !== 'object') return
        const members = value as Readonly<Record<string, unknown>>
        for (const name of rule.required ?? [])
          if (members[name] === undefined || members[name] === null)
            wrong(join(path, name), null, 'not be null')
        for (const [name, of] of Object.entries(rule.members ?? {}))
          check(of, members[name], join(path, name))
        return
      }
      case 'list':
        if (!Array.isArray(value)) return
        measure(path, value, value.length, rule, 'length')
        for (const [index, one] of value.entries()) check(rule.of, one, `${path}.${index + 1}.member`)
        return
      case 'map': {
        if (typeof value !== 'object') return
        const entries = Object.entries(value)
        measure(path, value, entries.length, rule, 'length')
        for (const [key, one] of entries) {
          check(rule.key, key, `${path}.key`)
          check(rule.of, one, `${path}.${key}.member`)
        }
        return
      }
      case 'string':
        if (typeof value !== 'string') return
        measure(path, value, [...value].length, rule, 'length')
        if (rule.pattern !== undefined && !patternOf(rule.pattern).test(value))
          wrong(path, value, `satisfy regular expression pattern: ${rule.pattern}`)
        if (rule.values !== undefined && !rule.values.includes(value))
          wrong(path, value, `satisfy enum value set: [${rule.values.join(', ')}]`)
        return
      case 'number':
        if (typeof value !== 'number') return
        if (rule.min !== undefined && value < rule.min)
          wrong(path, value, `have value greater than or equal to ${rule.min}`)
        if (rule.max !== undefined && value > rule.max)
          wrong(path, value, `have value less than or equal to ${rule.max}`)
    }
  }
  check(constraints.operations[operation], input, '')
  return found
}

type Bounds = { readonly min?: number; readonly max?: number }

const join = (path: string, name: string): string => {
  const first = `${name.charAt(0).toLowerCase()}${name.slice(1)}`
  return path === '' ? first : `${path}.${first}`
}
