import { pathInSite } from './path-in-site.ts'

const mapTypes = /^((systemjs-)?importmap|importmap-shim)$/

/** Whether a script of this type says where modules lie. */
export const isModuleMap = (type: string): boolean => mapTypes.test(type)

/** What a map of modules names outside the site; each reads on after "not looked into: ". */
export function mappedElsewhere(map: string, siteUrl: string, baseUrl: string): string[] {
  const addresses = importsOf(map)
  const hosts = addresses.flatMap((address) => {
    const url = URL.parse(address, baseUrl)
    return url === null || url.host === '' || pathInSite(address, siteUrl, baseUrl) !== null ? [] : url.host
  })
  return [...new Set(hosts)].map((host) => `modules on ${host}, which the page's import map names`)
}

function importsOf(map: string): string[] {
  try {
    const parsed: unknown = JSON.parse(map)
    const imports =
      typeof parsed === 'object' && parsed !== null && 'imports' in parsed ? parsed.imports : null
    return Object.values(imports ?? {}).filter((value) => typeof value === 'string')
  } catch {
    return []
  }
}
