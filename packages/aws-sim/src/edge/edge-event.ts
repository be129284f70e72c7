import {
  parseCookies,
  parseQuery,
  type EdgeFields,
  type EdgeRequest,
  type EdgeResponse,
} from '@lockstep/cohort-function/event'
import type { WorldRequest, WorldResponse } from '../world/world.ts'

/** A visit as a function sees it. The protocol is told, as by a policy that asks for CloudFront's header. */
export function toEdgeRequest({ method, url, headers }: WorldRequest): EdgeRequest {
  const [uri = '/', query = ''] = url.split('?', 2)
  const { cookie, ...others } = headers
  return {
    method,
    uri,
    querystring: parseQuery(query),
    headers: toFields({ ...others, 'cloudfront-forwarded-proto': 'http' }),
    cookies: parseCookies(cookie),
  }
}

/** The visit that a function made of one: another path, other headers. The method is not a function's to change. */
export function fromEdgeRequest(changed: EdgeRequest, { method }: WorldRequest): WorldRequest {
  const query = Object.entries(changed.querystring)
    .map(([name, { value }]) => `${name}=${value}`)
    .join('&')
  return {
    method,
    url: query === '' ? changed.uri : `${changed.uri}?${query}`,
    headers: fromFields(changed.headers),
  }
}

export function toEdgeResponse({ status, headers }: WorldResponse): EdgeResponse {
  return { statusCode: status, headers: toFields(headers), cookies: {} }
}

/** An answer as a function left it; without a body of its own it keeps the one that was there. */
export function fromEdgeResponse(changed: EdgeResponse, body: WorldResponse['body']): WorldResponse {
  const cookies = Object.entries(changed.cookies ?? {}).map(([name, { value, attributes }]) =>
    [`${name}=${value}`, ...(attributes ? [attributes] : [])].join('; '),
  )
  return {
    status: changed.statusCode,
    headers: {
      ...fromFields(changed.headers ?? {}),
      // One is all that a visitor of the simulator gets: its answers hold each header once.
      ...(cookies[0] !== undefined && { 'set-cookie': cookies[0] }),
    },
    body: changed.body === undefined ? body : ownBody(changed.body),
  }
}

function ownBody(body: NonNullable<EdgeResponse['body']>): WorldResponse['body'] {
  if (typeof body === 'string') return body
  return body.encoding === 'base64' ? Buffer.from(body.data, 'base64') : body.data
}

const toFields = (headers: Readonly<Record<string, string>>): EdgeFields =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), { value }]))

const fromFields = (fields: EdgeFields): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]))
