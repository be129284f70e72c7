import picomatch from 'picomatch'

/**
 * Whether a path, relative to the site's root, is one of the patterns'. One without a slash, such as `*.map`, means at any
 * depth; one that begins with a slash, at the root; one that ends with a slash, all below that folder.
 */
export function matcherOf(patterns: readonly string[]): (path: string) => boolean {
  const matches = patterns.map((pattern) => {
    const below = pattern.replace(/^\.?\//, '').replace(/\/$/, '/**')
    return picomatch(below, { dot: true, nonegate: true, basename: !pattern.includes('/') })
  })
  return (path) => matches.some((match) => match(path))
}
