import { z } from 'zod'

/** Only what is read of an OpenAPI document. */
const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  servers: z.array(z.looseObject({ url: z.string() })).default([]),
  /** Of version 2. */
  basePath: z.string().default(''),
})

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/**
 * The endpoints (`GET /v2/courses/{id}`) that the document does not name; null when it is no OpenAPI document. Parameters
 * match whatever they are called, and paths with or without the base path of the document's servers.
 */
export function missingEndpoints(document: unknown, endpoints: readonly string[]): string[] | null {
  const parsed = Document.safeParse(document)
  if (!parsed.success) return null
  const { paths, servers, basePath } = parsed.data
  const bases = ['', basePath, ...servers.map(({ url }) => pathOf(url))]
  const known = new Set(
    Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations)
        .filter((method) => methods.includes(method))
        .flatMap((method) => bases.map((base) => shapeOf(method, `${base}${path}`))),
    ),
  )
  return endpoints.filter((endpoint) => {
    const [method = '', path = ''] = endpoint.trim().split(/\s+/, 2)
    return !known.has(shapeOf(method, path))
  })
}

const shapeOf = (method: string, path: string): string =>
  `${method.toUpperCase()} ${path.replaceAll(/\{[^/{}]*\}/g, '{}').replaceAll(/\/{2,}/g, '/')}`

/** The path of a server, which may be an address or a path. */
function pathOf(url: string): string {
  const path = URL.parse(url, 'http://server')?.pathname ?? ''
  return path.replace(/\/$/, '')
}
