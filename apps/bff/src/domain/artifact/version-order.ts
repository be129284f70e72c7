import { parse, type SemVer } from 'semver'

/** What a version is made of; only versions of one shape can be told older from newer. */
type Shape =
  | { readonly shape: 'timestamp'; readonly numbers: readonly bigint[] }
  | { readonly shape: 'release'; readonly release: SemVer }
  | { readonly shape: 'numbers'; readonly numbers: readonly bigint[] }

/** Longer texts are no versions that anybody compares. */
const maxLength = 128

function shapeOf(version: string): Shape | null {
  if (version.length > maxLength) return null
  const timestamp = /(?:^|\D)(\d{8})-?(\d{6})$/.exec(version)
  if (timestamp) return { shape: 'timestamp', numbers: timestamp.slice(1).map(BigInt) }
  // Loose: `v` in front and zeros as in `2026.01.05` are usual.
  const release = parse(version, { loose: true })
  if (release) return { shape: 'release', release }
  const numbers = /^v?(\d+(?:\.\d+){1,7})$/i.exec(version)?.[1]
  return numbers === undefined ? null : { shape: 'numbers', numbers: numbers.split('.').map(BigInt) }
}

function compareNumbers(a: readonly bigint[], b: readonly bigint[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [first, second] = [a[index] ?? 0n, b[index] ?? 0n]
    if (first !== second) return first < second ? -1 : 1
  }
  return 0
}

function compareShapes(a: Shape, b: Shape): number | null {
  if (a.shape === 'release' && b.shape === 'release') return a.release.compare(b.release)
  if (a.shape === 'release' || b.shape === 'release' || a.shape !== b.shape) return null
  return compareNumbers(a.numbers, b.numbers)
}

/**
 * Orders two versions as versions: timestamps, semantic versions with their pre-releases (`1.4.0-rc.1` is before
 * `1.4.0`, https://semver.org #11), numbers with dots. Null when they are not of one kind.
 */
export function compareVersions(a: string, b: string): number | null {
  const [first, second] = [shapeOf(a), shapeOf(b)]
  return first === null || second === null ? null : compareShapes(first, second)
}

/** The older of two versions; null when they are of one age or cannot be compared. */
export function olderVersion(a: string, b: string): string | null {
  const order = compareVersions(a, b)
  return order === null || order === 0 ? null : order < 0 ? a : b
}

const ranks = { timestamp: 3, release: 2, numbers: 1 } as const
const rankOf = (shape: Shape | null): number => (shape === null ? 0 : ranks[shape.shape])
const asText = new Intl.Collator('en', { numeric: true })

/** An order for lists, in which every two names have one: kinds of versions one after the other, other names as text. */
export function sortVersions(a: string, b: string): number {
  const [first, second] = [shapeOf(a), shapeOf(b)]
  const byKind = rankOf(first) - rankOf(second)
  if (byKind !== 0) return byKind
  const byVersion = first === null || second === null ? 0 : (compareShapes(first, second) ?? 0)
  return byVersion || asText.compare(a, b)
}
