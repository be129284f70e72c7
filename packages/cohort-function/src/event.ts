/** A header, cookie or parameter as CloudFront Functions see it; `attributes` for cookies of a response. */
export type EdgeField = {
  value: string
  attributes?: string
  multiValue?: { value: string; attributes?: string }[]
}
export type EdgeFields = Record<string, EdgeField>

export type EdgeRequest = {
  method: string
  /** The path, without the query. */
  uri: string
  querystring: EdgeFields
  headers: EdgeFields
  cookies: EdgeFields
}

export type EdgeResponse = {
  statusCode: number
  statusDescription?: string
  headers?: EdgeFields
  cookies?: EdgeFields
  body?: string | { encoding: 'text' | 'base64'; data: string }
}

/** The event object of CloudFront Functions, version 1.0; the response is there for viewer-response alone. */
export type EdgeEvent = {
  version: '1.0'
  context: {
    distributionDomainName: string
    distributionId: string
    eventType: 'viewer-request' | 'viewer-response'
    requestId: string
  }
  viewer: { ip: string }
  request: EdgeRequest
  response?: EdgeResponse
}

/** Cookies by name from a `Cookie` header; the first of two with one name. */
export function parseCookies(header: string | undefined): EdgeFields {
  const pairs = (header ?? '').split(';').flatMap((part) => {
    const at = part.indexOf('=')
    return at <= 0 ? [] : [[part.slice(0, at).trim(), { value: part.slice(at + 1).trim() }] as const]
  })
  return Object.fromEntries(pairs.toReversed())
}

/** Parameters by name from a query without its question mark. */
export function parseQuery(query: string): EdgeFields {
  return Object.fromEntries(
    query
      .split('&')
      .filter((part) => part !== '')
      .map((part) => {
        const at = part.indexOf('=')
        return at < 0 ? [part, { value: '' }] : [part.slice(0, at), { value: part.slice(at + 1) }]
      }),
  )
}
