import type { BodyCodec, TextCodec } from './codecs.ts'
import type { Structure, WireResponse } from './message.ts'
import type { Operation } from './model.ts'
import { members, structureOf, traits } from './schema.ts'

/** Spreads the output of a REST operation over status, headers and body, as its schema binds them. */
export function writeHttpOutput(
  operation: Operation,
  output: Structure,
  text: TextCodec,
  codec: BodyCodec,
  emptyBody: string | null,
): WireResponse {
  let status = operation.route?.status ?? 200
  const headers: Record<string, string> = {}
  const inBody: string[] = []
  let payload: { body: WireResponse['body']; contentType: string | null } | null = null
  for (const [name, schema] of members(operation.output)) {
    const { httpResponseCode, httpHeader, httpPrefixHeaders, httpPayload } = traits(schema)
    const value = output[name]
    if (httpPayload) {
      payload = { body: null, contentType: null }
      if (value === undefined || value === null) continue
      if (schema.isBlobSchema() || schema.isStringSchema()) payload.body = value as Uint8Array | string
      else payload = { body: codec.write(schema, value), contentType: codec.contentType }
    } else if (httpResponseCode || httpHeader || httpPrefixHeaders !== undefined) {
      if (value === undefined || value === null) continue
      if (httpResponseCode) status = Number(value)
      else if (httpHeader) headers[httpHeader.toLowerCase()] = text.write(schema, value)
      else
        for (const [key, header] of Object.entries(value))
          headers[(httpPrefixHeaders + key).toLowerCase()] = String(header)
    } else inBody.push(name)
  }
  if (!payload && inBody.length > 0)
    payload = {
      body: codec.write(structureOf(operation.output, inBody), output),
      contentType: codec.contentType,
    }
  else if (!payload && emptyBody !== null && status !== 204)
    payload = { body: emptyBody, contentType: codec.contentType }
  if (payload?.contentType) headers['content-type'] ??= payload.contentType
  return { status, headers, body: payload?.body ?? null }
}
