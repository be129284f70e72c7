/** The `integrity` of a tag of the page, for a file of the site. */
export type StatedIntegrity = { readonly path: string; readonly metadata: string }

/** The weakest first: of several only those of the strongest count. https://www.w3.org/TR/sri-2/#apply-algorithm-to-response */
const algorithms: readonly string[] = ['sha256', 'sha384', 'sha512']

type Hash = { readonly algorithm: string; readonly strength: number; readonly value: string }

/**
 * Whether browsers take a file for the one that the page means. `hashes` are those of its bytes, written like the page
 * does. What no browser understands demands nothing.
 */
export function isAccepted(metadata: string, hashes: readonly string[]): boolean {
  const wanted = metadata.split(/\s+/).flatMap(parseHash)
  const strongest = Math.max(...wanted.map(({ strength }) => strength))
  const counted = wanted.filter(({ strength }) => strength === strongest)
  const own = hashes.flatMap(parseHash).find(({ strength }) => strength === strongest)
  return own === undefined || counted.some(({ value }) => value === own.value)
}

/** Nothing where it is none that browsers know. The value has no `=` at its end. */
export function parseHash(text: string): Hash[] {
  const [, name = '', value = ''] = /^([a-z0-9]+)-([\w+/=-]+)(?:\?.*)?$/i.exec(text) ?? []
  const algorithm = name.toLowerCase()
  const strength = algorithms.indexOf(algorithm)
  // Base64 in either alphabet, with or without its end.
  const plain = value.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  return strength < 0 ? [] : [{ algorithm, strength, value: plain }]
}

/** Files whose bytes are not what the page states; each reads on after "browsers refuse". */
export function notAsStated(
  stated: readonly StatedIntegrity[],
  hashesOf: (path: string) => readonly string[] | undefined,
  nameOf: (path: string) => string,
): string[] {
  const refused = stated.filter(({ path, metadata }) => !isAccepted(metadata, hashesOf(path) ?? []))
  return [...new Set(refused.map(({ path }) => path))].map(
    (path) => `${nameOf(path)}: its content is not the one whose hash the page states (integrity)`,
  )
}
