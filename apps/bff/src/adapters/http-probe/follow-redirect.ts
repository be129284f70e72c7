/** The port that the address has, or that its protocol implies. */
const portOf = ({ port, protocol }: URL): string => port || (protocol === 'https:' ? '443' : '80')

const withoutSlash = (path: string): string => path.replace(/\/+$/, '')

/**
 * Where a redirect leads, when that is only another way to write the same address: with or without a slash at the end,
 * or by https instead of http. Null for every other place, another path of the same host too: a page to sign in is one.
 */
export function sameResource(from: URL, location: string | undefined): URL | null {
  const to = location === undefined ? null : URL.parse(location, from.href)
  if (to === null || to.hostname !== from.hostname || to.username !== '' || to.password !== '') return null
  const sameOrigin = to.protocol === from.protocol && portOf(to) === portOf(from)
  const upgraded =
    from.protocol === 'http:' && to.protocol === 'https:' && portOf(from) === '80' && portOf(to) === '443'
  if (!sameOrigin && !upgraded) return null
  const samePath = withoutSlash(to.pathname) === withoutSlash(from.pathname) && to.search === from.search
  return samePath && to.href !== from.href ? to : null
}
