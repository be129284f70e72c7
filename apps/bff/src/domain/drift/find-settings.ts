/** What a bundle holds of the settings that an environment declares. */
export type FoundSettings = {
  /** By name; a name that is not in here was not found. */
  readonly settings: Readonly<Record<string, string>>
  /** The forbidden values that the bundle holds. */
  readonly forbidden: readonly string[]
}

/** Bounded, because the engine's stack would overflow on a literal of megabytes; no setting is that long. */
const literal =
  /"((?:[^"\\\r\n]|\\.){0,4096})"|'((?:[^'\\\r\n]|\\.){0,4096})'|`((?:[^`\\$]|\\.|\$(?!\{)){0,4096})`/.source

/**
 * Finds settings as a Vite build bakes them in: either under their name (`VITE_API_URL:"https://…"`, with or without
 * quotes around the name), or with only the value left where the code used it. In the second case nothing names the
 * value, so a setting counts as found only when the bundle holds the expected one.
 * When a name stands there with several values, the one that differs from the expected is reported.
 */
export function findSettings(
  bundleText: string,
  expected: Readonly<Record<string, string>>,
  forbiddenValues: readonly string[],
): FoundSettings {
  const settings: Record<string, string> = {}
  for (const [name, value] of Object.entries(expected)) {
    const named = valuesUnderName(bundleText, name)
    const found = named.find((candidate) => candidate !== value) ?? named[0]
    if (found !== undefined) settings[name] = found
    else if (holdsLiteral(bundleText, value)) settings[name] = value
  }
  return { settings, forbidden: forbiddenValues.filter((value) => bundleText.includes(value)) }
}

function valuesUnderName(text: string, name: string): string[] {
  if (!text.includes(name)) return []
  const pattern = new RegExp(
    `(?<![\\w$])(?:"${escape(name)}"|'${escape(name)}'|${escape(name)})\\s*[:=]\\s*(?:${literal})`,
    'g',
  )
  return Array.from(text.matchAll(pattern), (match) => unescape(match[1] ?? match[2] ?? match[3] ?? ''))
}

/** A minifier may have joined an address with the path behind it, so an address may go on with one. */
function holdsLiteral(text: string, value: string): boolean {
  if (value === '') return false
  const end = URL.canParse(value) ? '["\'`/?#$]' : '["\'`]'
  const written = new Set([value, JSON.stringify(value).slice(1, -1)])
  return [...written].some((form) => new RegExp(`["'\`]${escape(form)}${end}`).test(text))
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)

const controlCharacters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function unescape(text: string): string {
  return text.replace(
    /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g,
    (_whole, braced?: string, unicode?: string, hex?: string, other?: string) => {
      const code = braced ?? unicode ?? hex
      if (code === undefined) return controlCharacters[other ?? ''] ?? other ?? ''
      const point = Number.parseInt(code, 16)
      return point <= 0x10ffff ? String.fromCodePoint(point) : ''
    },
  )
}
