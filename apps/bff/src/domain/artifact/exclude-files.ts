import picomatch from 'picomatch'

/** Whether a path, relative to the site's root, is one of the patterns': `*.map` and `.DS_Store` mean at any depth. */
export function matcherOf(patterns: readonly string[]): (path: string) => boolean {
  const matches = patterns.map((pattern) => picomatch(pattern, { dot: true, basename: true }))
  return (path) => matches.some((match) => match(path))
}
