import { checkAttributes, type Tell } from './check-attributes.ts'
import type { FlagDocument } from './flag-document.ts'
import { compileRule } from './flag-rule.ts'

/** What is wrong in a document, and where, as a JSON path. */
export type Defect = { readonly location: string; readonly reason: string }
export type Checked =
  | { readonly ok: true; readonly document: FlagDocument }
  | { readonly ok: false; readonly defects: readonly Defect[] }

type Json = Readonly<Record<string, unknown>>

const key = /^[a-z][a-zA-Z\d_-]{0,63}$/
const mostVariants = 32
const definitionMembers = new Set([
  'name',
  'description',
  '_createdAt',
  '_updatedAt',
  '_deprecation',
  'attributes',
])
const variantMembers = new Set(['name', 'enabled', 'rule', 'attributeValues'])
const ownMembers = new Set(['enabled', '_variants', '_createdAt', '_updatedAt'])

/** Checks content as AppConfig does for feature flags: against the published schema, its rules and its attributes. */
export function checkFlagDocument(content: Uint8Array): Checked {
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(content).toString('utf8'))
  } catch {
    return { ok: false, defects: [{ location: '$', reason: 'The content is not JSON.' }] }
  }
  const defects: Defect[] = []
  checkRoot(parsed, (location, reason) => void defects.push({ location, reason }))
  return defects.length > 0 || !isDocument(parsed) ? { ok: false, defects } : { ok: true, document: parsed }
}

// Holds once `checkRoot` found nothing, which goes through every member.
const isDocument = (value: unknown): value is FlagDocument => isObject(value)
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function checkRoot(root: unknown, tell: Tell): void {
  if (!isObject(root)) return tell('$', 'The content must be an object.')
  if (root['version'] !== '1') tell('$.version', 'The version must be "1".')
  for (const name of Object.keys(root))
    if (!['version', 'flags', 'values'].includes(name)) tell(`$.${name}`, 'This member is not allowed.')
  const { flags = {}, values = {} } = root
  if (!isObject(flags)) return tell('$.flags', 'The flags must be an object.')
  if (!isObject(values)) return tell('$.values', 'The values must be an object.')
  for (const [name, flag] of Object.entries(flags)) checkDefinition(`$.flags.${name}`, name, flag, tell)
  for (const [name, value] of Object.entries(values)) {
    if (!(name in flags)) tell(`$.values.${name}`, 'There is no flag of this key.')
    checkValue(`$.values.${name}`, value, flags[name], tell)
  }
}

function checkDefinition(at: string, name: string, flag: unknown, tell: Tell): void {
  if (!key.test(name)) tell(at, `The key must match ${key.source}.`)
  if (!isObject(flag)) return tell(at, 'A flag must be an object.')
  for (const member of Object.keys(flag))
    if (!definitionMembers.has(member)) tell(`${at}.${member}`, 'This member is not allowed.')
}

function checkValue(at: string, value: unknown, flag: unknown, tell: Tell): void {
  if (!isObject(value)) return tell(at, 'A value must be an object.')
  const { enabled, _variants: variants } = value
  if (enabled !== undefined && typeof enabled !== 'boolean') tell(`${at}.enabled`, 'It must be a boolean.')
  if (enabled === undefined && variants === undefined) tell(at, 'It needs enabled or _variants.')
  const attributes = isObject(flag) && isObject(flag['attributes']) ? flag['attributes'] : {}
  const own = Object.fromEntries(Object.entries(value).filter(([name]) => !ownMembers.has(name)))
  checkAttributes(at, own, attributes, { required: enabled === true && variants === undefined }, tell)
  if (variants === undefined) return
  if (!Array.isArray(variants) || variants.length === 0 || variants.length > mostVariants)
    return tell(`${at}._variants`, `There must be 1 to ${mostVariants} variants.`)
  for (const [index, variant] of variants.entries())
    checkVariant(`${at}._variants[${index}]`, variant, index === variants.length - 1, attributes, tell)
}

function checkVariant(at: string, variant: unknown, isLast: boolean, attributes: Json, tell: Tell): void {
  if (!isObject(variant)) return tell(at, 'A variant must be an object.')
  const { name, enabled, rule, attributeValues = {} } = variant
  for (const member of Object.keys(variant))
    if (!variantMembers.has(member)) tell(`${at}.${member}`, 'This member is not allowed.')
  if (typeof name !== 'string' || name === '') tell(`${at}.name`, 'A variant needs a name.')
  if (typeof enabled !== 'boolean') tell(`${at}.enabled`, 'It must be a boolean.')
  if (isLast && rule !== undefined) tell(`${at}.rule`, 'The last variant is the default, which has no rule.')
  if (!isLast && rule === undefined) tell(`${at}.rule`, 'Only the last variant may have no rule.')
  if (rule !== undefined && (typeof rule !== 'string' || compileRule(rule) === null))
    tell(`${at}.rule`, `The rule is not valid: ${typeof rule === 'string' ? rule : JSON.stringify(rule)}`)
  if (!isObject(attributeValues)) return tell(`${at}.attributeValues`, 'It must be an object.')
  checkAttributes(`${at}.attributeValues`, attributeValues, attributes, { required: enabled === true }, tell)
}
