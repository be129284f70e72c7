import type { Random } from '../../world/random.ts'
import type { Door, WorldRequest, WorldResponse } from '../../world/world.ts'
import { openApiDocument, prefixes, type EndpointSpec } from './endpoints.ts'
import { dataPaths, type DataPath } from './spec.ts'

export type ApiDeps = {
  readonly title: string
  readonly endpoints: readonly EndpointSpec[]
  readonly random: Random
  readonly isMigrationApplied: () => boolean
  readonly isFlagEnabledFor: (userId: string) => boolean
  readonly errorRateOf: (path: DataPath) => number
}

type Route = (request: WorldRequest, deps: ApiDeps) => WorldResponse

/**
 * The API behind its load balancer: balancer and task answer first, so that a task that is down, slow or bad shows; then
 * the routes that this API has besides those of every task.
 */
export function createApiDoor(balancer: Door, deps: ApiDeps): Door {
  return {
    name: balancer.name,
    async answer(request) {
      const path = request.url.split('?', 1)[0] ?? '/'
      const route = request.method === 'OPTIONS' ? null : routeOf(path, deps.endpoints)
      if (!route) return balancer.answer(request)
      // Any path that a task knows: whether one is there, and which version, is what is asked.
      const reached = await balancer.answer({ ...request, method: 'GET', url: '/version' })
      if (reached.status !== 200) return reached
      const own = route(request, deps)
      const body = request.method === 'HEAD' ? '' : own.body
      return { ...own, headers: { ...reached.headers, ...own.headers }, body }
    },
  }
}

function routeOf(path: string, endpoints: readonly EndpointSpec[]): Route | null {
  if (path === '/openapi.json') return answerOpenApi
  if (path === '/api/migrations/status')
    return (_request, { isMigrationApplied }) =>
      json(200, { applied: isMigrationApplied(), migration: '20261102_courses_v2' })
  if (path === '/api/flags') return answerFlags
  // The longer prefix first: the old path's is the beginning of the new one's.
  const dataPath = dataPaths
    .toSorted((a, b) => prefixes[b].length - prefixes[a].length)
    .find((one) => path.startsWith(`${prefixes[one]}/`))
  const isKnown = dataPath && endpoints.some(({ name }) => patternOf(prefixes[dataPath], name).test(path))
  return isKnown ? (request, deps) => answerData(dataPath, request, deps) : null
}

const patternOf = (prefix: string, endpoint: string): RegExp =>
  new RegExp(`^${prefix}${(endpoint.split(' ')[1] ?? '').replaceAll(/\{\w+\}/g, '[^/]+')}$`)

const answerOpenApi: Route = (_request, { title, endpoints }) =>
  json(200, openApiDocument(title, '2.0', endpoints))

const answerFlags: Route = (request, { isFlagEnabledFor }) => {
  const userId = userOf(request)
  return userId === null ? unauthorized() : json(200, { 'new-data-path': isFlagEnabledFor(userId) })
}

function answerData(path: DataPath, request: WorldRequest, { random, errorRateOf }: ApiDeps): WorldResponse {
  if (userOf(request) === null) return unauthorized()
  if (random.next() < errorRateOf(path)) return json(500, { error: 'internal error', path })
  return json(200, { path, items: courses }, { 'x-data-path': path })
}

/** Any bearer token is good; it is the user's id. */
const userOf = ({ headers }: WorldRequest): string | null =>
  /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? null

const unauthorized = (): WorldResponse =>
  json(401, { error: 'unauthorized' }, { 'www-authenticate': 'Bearer' })

function json(status: number, value: unknown, headers: Record<string, string> = {}): WorldResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(value),
  }
}

const courses = [
  { id: 'c1', title: 'Reading maps', lessons: 12 },
  { id: 'c2', title: 'Bread without haste', lessons: 8 },
  { id: 'c3', title: 'Statistics for the curious', lessons: 21 },
]
