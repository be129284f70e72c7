import { z } from 'zod'

const Variant = z.looseObject({
  name: z.string(),
  enabled: z.boolean(),
  rule: z.string().optional(),
  attributeValues: z.record(z.string(), z.unknown()).optional(),
})
const Value = z.looseObject({ enabled: z.boolean().optional(), _variants: z.array(Variant).optional() })

/** The content of a profile of feature flags, as far as it matters here; everything else passes through. */
export const FlagDocument = z.looseObject({
  flags: z.record(z.string(), z.unknown()).default({}),
  values: z.record(z.string(), Value).default({}),
})
export type FlagDocument = z.infer<typeof FlagDocument>
type Value = z.infer<typeof Value>

export type FlagPlace = { readonly flag: string; readonly splitBy: string }

/** The share of users for whom a flag is on; a string says why its rules are none of Lockstep's. */
export function readFlag(document: FlagDocument, { flag, splitBy }: FlagPlace): number | string {
  const { enabled = false, _variants: variants = [] } = document.values[flag] ?? {}
  const [first, second, ...more] = variants
  if (first === undefined) return enabled ? 100 : 0
  if (second === undefined) return first.enabled ? 100 : 0
  const split = readSplitRule(first.rule ?? '')
  if (split === null || more.length > 0) return 'It has rules that are not a plain split of the users.'
  if (split.by !== splitBy) return `It splits the users by ${split.by}, not by ${splitBy}.`
  if (!first.enabled || second.enabled) return 'It is off for the users of its split and on for the others.'
  return split.percent
}

/** The same document with the flag on for that share of the users. Nothing else in it changes. */
export function writeFlag(document: FlagDocument, place: FlagPlace, percent: number): FlagDocument {
  const value = flagValue(document.values[place.flag] ?? {}, place, percent)
  return { ...document, values: { ...document.values, [place.flag]: value } }
}

function flagValue(before: Value, { splitBy }: FlagPlace, percent: number): Value {
  const { enabled: _enabled, _variants: variants = [], ...own } = before
  // Attributes stand beside `enabled` in a plain flag, and in each variant of one with variants.
  const isStamp = (name: string): boolean => name.startsWith('_')
  const entries = Object.entries(own)
  const stamps = Object.fromEntries(entries.filter(([name]) => isStamp(name)))
  const plain = Object.fromEntries(entries.filter(([name]) => !isStamp(name)))
  const [candidate, baseline = candidate] = variants
  const on = candidate?.attributeValues ?? plain
  const off = baseline?.attributeValues ?? plain
  if (percent === 0 || percent === 100)
    return { ...stamps, enabled: percent === 100, ...(percent === 100 ? on : off) }
  const seed = readSplitRule(candidate?.rule ?? '')?.seed ?? null
  const rule = `(split by::$${splitBy} pct::${percent}${seed === null ? '' : ` seed::${seed}`})`
  const withAttributes = (values: Readonly<Record<string, unknown>>) =>
    Object.keys(values).length === 0 ? {} : { attributeValues: values }
  return {
    ...stamps,
    _variants: [
      { name: candidate?.name ?? 'candidate', enabled: true, rule, ...withAttributes(on) },
      { name: variants[1]?.name ?? 'baseline', enabled: false, ...withAttributes(off) },
    ],
  }
}

type SplitRule = {
  readonly by: string
  readonly percent: number
  /** As it stands there, with quotation marks. */
  readonly seed: string | null
}

/** `(split by::$userId pct::10)` in any order of its parts; null for any other rule. */
function readSplitRule(rule: string): SplitRule | null {
  const inside = /^\s*\(\s*split\s+(.*?)\s*\)\s*$/s.exec(rule)?.[1] ?? ''
  const parts = [...inside.matchAll(/(\w+)::\s*("(?:[^"\\]|\\.)*"|\S+)/g)]
  if (parts.map(([text]) => text).join(' ') !== inside.replaceAll(/\s+/g, ' ')) return null
  const named = Object.fromEntries(parts.map(([, name = '', value = '']) => [name, value]))
  const { by = '', pct = '', seed = null, ...others } = named
  const percent = Number(pct)
  const known = by.startsWith('$') && /^\d+(\.\d{1,2})?$/.test(pct) && percent <= 100
  return known && Object.keys(others).length === 0 ? { by: by.slice(1), percent, seed } : null
}
