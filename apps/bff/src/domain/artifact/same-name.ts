/** `v1.4.2` as a tag and `1.4.2` in what the build wrote are one name. */
const plain = (name: string): string => name.replace(/^v(?=\d)/i, '')

/** A commit by its whole name or the beginning of it, as Git shows and CI systems tag it: `622d210`, `sha-622d210`. */
const commitOf = (name: string): string | null =>
  /^(?:sha-|git-|commit-)?([0-9a-f]{7,40})$/i.exec(name)?.[1]?.toLowerCase() ?? null

/** Only a whole name says which commit a short one means: a date such as `20261130` has seven hexadecimal digits as well. */
function isSameCommit(a: string, b: string): boolean {
  const [first, second] = [commitOf(a), commitOf(b)]
  if (first === null || second === null || Math.max(first.length, second.length) < 40) return false
  return first.startsWith(second) || second.startsWith(first)
}

/** A tag holds no `+`: what follows it in a semantic version (https://semver.org #10) is written after `-` or `_` there. */
function isSameRelease(a: string, b: string): boolean {
  const [version, tag] = a.includes('+') ? [a, b] : [b, a]
  if (!/^\d+\.\d+\.\d+[^+]*\+/.test(version) || tag.includes('+')) return false
  return ['-', '_'].some((sign) => version.replace('+', sign) === tag)
}

/** Whether two names are one name in the writings that tags, pages and applications have for it. */
export function isSameName(a: string, b: string): boolean {
  const [first, second] = [plain(a), plain(b)]
  return first === second || isSameCommit(first, second) || isSameRelease(first, second)
}
