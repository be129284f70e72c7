type Values = Readonly<Record<string, unknown>>

/** Whether a value is a group of keys. */
export const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Puts an environment over its application's defaults: groups of keys are merged, everything else is replaced. */
export function mergeDefaults(defaults: unknown, own: unknown): unknown {
  if (own === undefined) return defaults
  if (!isValues(defaults) || !isValues(own)) return own
  const keys = new Set([...Object.keys(defaults), ...Object.keys(own)])
  return Object.fromEntries([...keys].map((key) => [key, mergeDefaults(defaults[key], own[key])]))
}
