import type { FlagDocument } from './flag-document.ts'

/**
 * What a client that asks AppConfig itself gets of feature flags: each flag's state, and its attributes while it is
 * enabled. Rules are evaluated by the agent alone, so a flag with variants shows its default one.
 */
export function retrievedFlags(document: FlagDocument): Readonly<Record<string, unknown>> {
  const flags = Object.entries(document.values ?? {}).map(([key, value]) => {
    const { _variants: variants, enabled = false, ...attributes } = value
    const shown = variants?.at(-1)
    const state = shown
      ? { enabled: shown.enabled, own: shown.attributeValues ?? {} }
      : { enabled, own: attributes }
    return [key, state.enabled ? { enabled: true, ...state.own } : { enabled: false }]
  })
  return Object.fromEntries(flags)
}
