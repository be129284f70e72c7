import picomatch from 'picomatch'

/** Whether a path, relative to the site's root, is one of the patterns': one without a slash, such as `*.map`, means at any depth. */
export function matcherOf(patterns: readonly string[]): (path: string) => boolean {
  const matches = patterns.map((pattern) =>
    picomatch(pattern, { dot: true, basename: !pattern.includes('/') }),
  )
  return (path) => matches.some((match) => match(path))
}
