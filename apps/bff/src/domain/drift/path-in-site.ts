export const rootOf = (siteUrl: string): string => (siteUrl.endsWith('/') ? siteUrl : `${siteUrl}/`)

/** An address as a path below the site's root; null when it is of another host or outside. `from` is what it stands in. */
export function pathInSite(address: string, siteUrl: string, from: string): string | null {
  const root = new URL(rootOf(siteUrl))
  const url = URL.parse(address, from)
  if (!url || url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) return null
  return url.pathname.slice(root.pathname.length) || null
}
