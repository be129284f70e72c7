import type { StatedIntegrity } from '../bundle/integrity.ts'
import { pathInSite } from './path-in-site.ts'

const mapTypes = /^((systemjs-)?importmap|importmap-shim)$/

/** Whether a script of this type says where modules lie. */
export const isModuleMap = (type: string): boolean => mapTypes.test(type)

/** What a map of modules names outside the site; each reads on after "not looked into: ". */
export function mappedElsewhere(map: string, siteUrl: string, baseUrl: string): string[] {
  const addresses = entriesOf(map, 'imports').map(([, address]) => address)
  const hosts = addresses.flatMap((address) => {
    const url = URL.parse(address, baseUrl)
    return url === null || url.host === '' || pathInSite(address, siteUrl, baseUrl) !== null ? [] : url.host
  })
  return [...new Set(hosts)].map((host) => `modules on ${host}, which the page's import map names`)
}

/**
 * What maps of modules state of the bytes of modules of the site. Of one address the first entry counts; addresses that
 * only their query tells apart are left out, as they may be of different bytes.
 * https://html.spec.whatwg.org/multipage/webappapis.html#import-map-integrity-map
 */
export function mappedIntegrity(
  maps: readonly string[],
  siteUrl: string,
  baseUrl: string,
): StatedIntegrity[] {
  const stated = new Map<string, string>()
  for (const [address, metadata] of maps.flatMap((map) => entriesOf(map, 'integrity'))) {
    const url = /^(\.{0,2}\/|[a-z]+:)/i.test(address) ? URL.parse(address, baseUrl) : null
    if (url !== null && !stated.has(url.href)) stated.set(url.href, metadata)
  }
  const byPath = Map.groupBy(stated, ([url]) => pathInSite(url, siteUrl, baseUrl))
  return [...byPath].flatMap(([path, entries]) => {
    const [metadata, ...others] = new Set(entries.map(([, value]) => value))
    return path === null || metadata === undefined || others.length > 0 ? [] : [{ path, metadata }]
  })
}

/** The texts under one key of a map, by what they stand for. */
function entriesOf(map: string, key: 'imports' | 'integrity'): [string, string][] {
  try {
    const parsed: unknown = JSON.parse(map)
    const entries: unknown =
      typeof parsed === 'object' && parsed !== null
        ? Object.entries(parsed).find(([name]) => name === key)?.[1]
        : null
    if (typeof entries !== 'object' || entries === null) return []
    return Object.entries(entries).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    )
  } catch {
    return []
  }
}
