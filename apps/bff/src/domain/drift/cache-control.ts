/** What a `Cache-Control` header lets a shared cache do. */
export type CachePolicy = {
  /** Seconds for which the edge may serve it without asking; 0 when it has to ask, null when nothing says so. */
  readonly maxAgeSeconds: number | null
  readonly immutable: boolean
}

export function parseCacheControl(header: string): CachePolicy {
  const directives = new Map(
    header.split(',').map((part) => {
      const [name = '', value = ''] = part.trim().toLowerCase().split('=', 2)
      return [name.trim(), value.trim().replace(/^"|"$/g, '')]
    }),
  )
  const age = directives.get('s-maxage') ?? directives.get('max-age')
  const asksFirst = ['no-store', 'no-cache', 'private'].some((name) => directives.has(name))
  const seconds = age !== undefined && /^\d+$/.test(age) ? Number(age) : null
  return { maxAgeSeconds: asksFirst ? 0 : seconds, immutable: directives.has('immutable') }
}
