import { functionCode } from '../code.ts'
import {
  parseCookies,
  type EdgeEvent,
  type EdgeFields,
  type EdgeRequest,
  type EdgeResponse,
} from '../event.ts'
import { loadFunction } from '../runtime.ts'

export type Visit = {
  readonly uri?: string
  readonly cookie?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What a visit came to: what the origin is asked for, and what the visitor gets besides. */
export type Seen = {
  readonly uri: string
  readonly cohort: string
  /** Value of the cookie that was set; undefined when none was. */
  readonly cookie: string | undefined
  readonly attributes: string | undefined
  readonly cacheControl: string | undefined
}

export type Edge = {
  /** What the key value store holds under `cohort`; undefined for nothing. */
  hold(text: string | undefined): void
  visit(visit: Visit): Promise<Seen>
  /** Goes to a page again and again, keeping the cookie. */
  readonly lines: readonly string[]
}

const fields = (headers: Readonly<Record<string, string>>): EdgeFields =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }]))

export function requestOf({ uri = '/', cookie = '', method = 'GET', headers = {} }: Visit): EdgeRequest {
  return {
    method,
    uri,
    querystring: {},
    headers: fields({ host: 'shop.example', ...headers }),
    cookies: parseCookies(cookie),
  }
}

export const eventOf = (eventType: EdgeEvent['context']['eventType'], request: EdgeRequest): EdgeEvent => ({
  version: '1.0',
  context: {
    distributionDomainName: 'd111111abcdef8.cloudfront.net',
    distributionId: 'E1',
    eventType,
    requestId: 'request-1',
  },
  viewer: { ip: '198.51.100.7' },
  request,
  ...(eventType === 'viewer-response' && {
    response: { statusCode: 200, headers: fields({ 'cache-control': 'public,max-age=60' }), cookies: {} },
  }),
})

/** An edge that runs the very code of both functions, one after the other, as CloudFront does. */
export function createEdge(random: () => number): Edge {
  let held: string | undefined
  const lines: string[] = []
  const options = { random, log: (line: string) => void lines.push(line) }
  const store = { get: (key: string) => (key === 'cohort' ? held : undefined) }
  const first = loadFunction(functionCode['viewer-request'], { ...options, store })
  const second = loadFunction(functionCode['viewer-response'], { ...options, store: null })
  return {
    lines,
    hold: (text) => {
      held = text
    },
    async visit(visit) {
      const request = asRequest(await first.run(eventOf('viewer-request', requestOf(visit))))
      const response = asResponse(await second.run(eventOf('viewer-response', request)))
      const set = response.cookies?.['lockstep-cohort']
      return {
        uri: request.uri,
        cohort: request.headers['x-lockstep-cohort']?.value ?? '',
        cookie: set?.value,
        attributes: set?.attributes,
        cacheControl: response.headers?.['cache-control']?.value,
      }
    },
  }
}

function asRequest(result: EdgeRequest | EdgeResponse): EdgeRequest {
  if ('uri' in result) return result
  throw new Error('the function answered by itself')
}

function asResponse(result: EdgeRequest | EdgeResponse): EdgeResponse {
  if ('statusCode' in result) return result
  throw new Error('the function gave no response')
}
