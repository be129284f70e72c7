/** Told of each defect and where it is, as a JSON path. */
export type Tell = (location: string, reason: string) => void

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** Checks values of attributes against the constraints that the flag declares for them. */
export function checkAttributes(
  at: string,
  values: Json,
  attributes: Json,
  { required }: { readonly required: boolean },
  tell: Tell,
): void {
  for (const [name, value] of Object.entries(values)) {
    const attribute = attributes[name]
    if (!isObject(attribute)) tell(`${at}.${name}`, 'The flag has no such attribute.')
    else
      checkOne(
        `${at}.${name}`,
        value,
        isObject(attribute['constraints']) ? attribute['constraints'] : {},
        tell,
      )
  }
  if (!required) return
  for (const [name, attribute] of Object.entries(attributes)) {
    const constraints = isObject(attribute) ? attribute['constraints'] : null
    if (isObject(constraints) && constraints['required'] === true && values[name] === undefined)
      tell(`${at}.${name}`, 'The attribute is required.')
  }
}

function checkOne(at: string, value: unknown, constraints: Json, tell: Tell): void {
  const { type, enum: allowed, minimum, maximum, pattern } = constraints
  const kind = Array.isArray(value) ? 'array' : typeof value
  if (type !== undefined && kind !== type) return tell(at, `It must be of the type ${JSON.stringify(type)}.`)
  if (Array.isArray(allowed) && !allowed.includes(value)) tell(at, 'It is none of the allowed values.')
  if (typeof value === 'number') {
    if (typeof minimum === 'number' && value < minimum) tell(at, `It must be at least ${minimum}.`)
    if (typeof maximum === 'number' && value > maximum) tell(at, `It must be at most ${maximum}.`)
  }
  if (typeof value === 'string' && typeof pattern === 'string' && !new RegExp(pattern).test(value))
    tell(at, `It must match ${pattern}.`)
}
