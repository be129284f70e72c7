/** An endpoint as metrics name it, whichever path serves it. */
export type EndpointSpec = {
  readonly name: string
  /** Part of all requests, in proportion to the others' parts. */
  readonly weight: number
  /** Its median latency in relation to the path's. */
  readonly slowness: number
}

export const standardEndpoints: readonly EndpointSpec[] = [
  { name: 'GET /courses', weight: 5, slowness: 1 },
  { name: 'GET /courses/{id}', weight: 3, slowness: 0.9 },
  { name: 'GET /lessons/{id}', weight: 3, slowness: 1.1 },
  { name: 'POST /progress', weight: 1, slowness: 1.3 },
]

/** Where each path answers an endpoint: `/api/courses`, `/api/v2/courses`. */
export const prefixes = { old: '/api', new: '/api/v2' } as const

/** The OpenAPI document of the API: every endpoint, on both paths. */
export function openApiDocument(title: string, version: string, endpoints: readonly EndpointSpec[]): unknown {
  const answers = { '200': { description: 'OK' }, '401': { description: 'Sign in first' } }
  const paths: Record<string, Record<string, unknown>> = {}
  for (const prefix of Object.values(prefixes))
    for (const { name } of endpoints) {
      const [method = 'GET', path = '/'] = name.split(' ')
      const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, key]) => ({
        name: key,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      }))
      const operation = { summary: name, parameters, security: [{ token: [] }], responses: answers }
      paths[prefix + path] = { ...paths[prefix + path], [method.toLowerCase()]: operation }
    }
  return {
    openapi: '3.0.3',
    info: { title, version },
    paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  }
}
