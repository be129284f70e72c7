import { compileRule, type CompiledRule, type FlagContext } from './flag-rule.ts'
import type { FlagDocument } from './flag-document.ts'

export type FlagAnswer = {
  readonly enabled: boolean
  /** The variant that was chosen; null when the flag has none. */
  readonly variant: string | null
}

/** What a flag says to a caller: the first variant whose rule holds, else the default; a flag that is not there is off. */
export function evaluateFlag(document: FlagDocument, flag: string, context: FlagContext): FlagAnswer {
  const { enabled = false, _variants: variants = [] } = document.values?.[flag] ?? {}
  const chosen = variants.find(({ rule }) => rule === undefined || compiled(rule)(context, flag))
  if (chosen) return { enabled: chosen.enabled, variant: chosen.name }
  return { enabled: variants.length === 0 && enabled, variant: null }
}

/** Rules are few and asked for every request; the oldest is dropped when many have come and gone. */
const known = new Map<string, CompiledRule>()
const mostKnown = 500

function compiled(rule: string): CompiledRule {
  const found = known.get(rule)
  if (found) return found
  const made = compileRule(rule) ?? (() => false)
  const [oldest] = known.keys()
  if (known.size >= mostKnown && oldest !== undefined) known.delete(oldest)
  known.set(rule, made)
  return made
}
