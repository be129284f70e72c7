import { createTextCodec, createXmlCodec, dateTimeFormat } from './codecs.ts'
import { failureHeaders } from './failure.ts'
import { readHttpInput } from './http-input.ts'
import { writeHttpOutput } from './http-output.ts'
import type { WireRequest, WireResponse } from './message.ts'
import type { ServiceModel } from './model.ts'
import type { Protocol } from './protocol.ts'
import { createRouter } from './rest.ts'
import { xmlReader } from './rest-xml.ts'
import { bareErrorXml, escapeXml } from './xml-error.ts'

/** S3: REST-XML whose bucket stands in the host or first in the path, with bare errors and bodiless HEAD answers. */
export function createS3Protocol(model: ServiceModel): Protocol {
  const codec = { ...createXmlCodec(model, true), contentType: 'application/xml' }
  const text = createTextCodec(model, dateTimeFormat, true)
  const find = createRouter(model)
  return {
    name: 's3',
    match(request) {
      const { bucket, path } = addressBucket(request)
      const addressed = { ...request, path }
      const found = find(addressed, ({ hasBucket }) => hasBucket === (bucket !== null))
      if (!found) return null
      const labels = bucket === null ? found.labels : { ...found.labels, Bucket: bucket }
      return {
        operation: found.operation,
        decode: () => readHttpInput(found.operation, labels, addressed, text, xmlReader(codec)),
      }
    },
    encode(operation, output, request, requestId) {
      const response =
        operation.name === 'GetBucketLocation'
          ? bucketLocation(output.LocationConstraint, model.settings.xmlNamespace)
          : writeHttpOutput(operation, output, text, codec, null)
      const headers = { 'x-amz-request-id': requestId, ...response.headers }
      return request.method === 'HEAD' ? { ...response, headers, body: null } : { ...response, headers }
    },
    encodeFailure(failure, requestId) {
      return {
        status: failure.status,
        headers: {
          ...failureHeaders(failure, requestId),
          'x-amz-request-id': requestId,
          'content-type': codec.contentType,
        },
        body: failure.status === 304 ? null : bareErrorXml(failure, requestId),
      }
    },
  }
}

/** Splits bucket and path, for `bucket.s3.region.amazonaws.com`, `bucket.localhost` and path style alike. */
export function addressBucket({ headers, path }: WireRequest): { bucket: string | null; path: string } {
  const host = (headers.host ?? '').split(':')[0] ?? ''
  const virtual = /^(.+?)\.(?:s3[.-]|localhost$)/.exec(host)?.[1]
  if (virtual) return { bucket: virtual, path }
  const [, first, rest] = /^\/([^/]+)(\/.*)?$/s.exec(path) ?? []
  return first ? { bucket: decodeURIComponent(first), path: rest ?? '/' } : { bucket: null, path }
}

/** The one answer whose element is not in the schema: the location itself is the root. */
function bucketLocation(location: unknown, xmlNamespace: string): WireResponse {
  const inner = typeof location === 'string' ? escapeXml(location) : ''
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="${xmlNamespace}">${inner}</LocationConstraint>`,
  }
}
