import type { NormalizedSchema } from '@smithy/core/schema'
import type { TextCodec } from './codecs.ts'
import { bodyText, type Structure, type WireRequest } from './message.ts'
import type { Operation } from './model.ts'
import { members, structureOf, traits } from './schema.ts'

type ReadBody = (schema: NormalizedSchema, body: Uint8Array) => unknown

/** Collects the input of a REST operation from labels, query, headers and body, as its schema binds them. */
export function readHttpInput(
  operation: Operation,
  labels: Readonly<Record<string, string>>,
  request: WireRequest,
  text: TextCodec,
  readBody: ReadBody,
): Structure {
  const input: Structure = {}
  const inBody: string[] = []
  for (const [name, schema] of members(operation.input)) {
    const { httpLabel, httpPayload, httpQuery, httpHeader, httpPrefixHeaders, httpQueryParams } =
      traits(schema)
    let value: unknown
    if (httpLabel) value = labels[name] === undefined ? undefined : text.read(schema, labels[name])
    else if (httpQuery) value = readQuery(schema, request.query.getAll(httpQuery), text)
    else if (httpHeader) value = readHeader(schema, request.headers[httpHeader.toLowerCase()], text)
    else if (httpPrefixHeaders !== undefined) value = readPrefixed(request.headers, httpPrefixHeaders)
    else if (httpQueryParams) value = readOtherQuery(schema, operation, request.query)
    else if (httpPayload) value = readPayload(schema, request, readBody)
    else inBody.push(name)
    if (value !== undefined) input[name] = value
  }
  if (inBody.length > 0 && request.body.length > 0)
    Object.assign(input, readBody(structureOf(operation.input, inBody), request.body))
  return input
}

function readQuery(schema: NormalizedSchema, values: string[], text: TextCodec): unknown {
  const [first] = values
  if (first === undefined) return undefined
  if (schema.isListSchema()) return values.map((value) => text.read(schema.getValueSchema(), value))
  return text.read(schema, first)
}

function readHeader(schema: NormalizedSchema, value: string | undefined, text: TextCodec): unknown {
  return value === undefined ? undefined : text.read(schema, value)
}

function readPrefixed(headers: WireRequest['headers'], prefix: string): Record<string, string> | undefined {
  const lower = prefix.toLowerCase()
  const found = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(lower) ? [[name.slice(lower.length), value] as const] : [],
  )
  return found.length > 0 ? Object.fromEntries(found) : undefined
}

/** The parameters that no other member and no part of the route claims. */
function readOtherQuery(schema: NormalizedSchema, operation: Operation, query: URLSearchParams): Structure {
  const claimed = new Set([
    'x-id',
    ...(operation.route?.literals.map(([name]) => name) ?? []),
    ...members(operation.input).flatMap(([, member]) => traits(member).httpQuery ?? []),
  ])
  const names = new Set([...query.keys()].filter((name) => !claimed.has(name)))
  const many = schema.getValueSchema().isListSchema()
  return Object.fromEntries([...names].map((name) => [name, many ? query.getAll(name) : query.get(name)]))
}

function readPayload(schema: NormalizedSchema, request: WireRequest, readBody: ReadBody): unknown {
  if (schema.isBlobSchema()) return request.body
  if (schema.isStringSchema()) return bodyText(request)
  return request.body.length > 0 ? readBody(schema, request.body) : undefined
}
