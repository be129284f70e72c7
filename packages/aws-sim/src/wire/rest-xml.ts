import type { NormalizedSchema } from '@smithy/core/schema'
import { AwsError } from './aws-error.ts'
import { createTextCodec, createXmlCodec, dateTimeFormat, type BodyCodec } from './codecs.ts'
import { failureHeaders } from './failure.ts'
import { readHttpInput } from './http-input.ts'
import { writeHttpOutput } from './http-output.ts'
import type { ServiceModel } from './model.ts'
import type { Protocol } from './protocol.ts'
import { createRouter } from './rest.ts'
import { wrappedErrorXml } from './xml-error.ts'

/** REST-XML as CloudFront speaks it; S3 has habits of its own, see `s3.ts`. */
export function createRestXmlProtocol(model: ServiceModel): Protocol {
  const codec = createXmlCodec(model, true)
  const text = createTextCodec(model, dateTimeFormat, true)
  const find = createRouter(model)
  return {
    name: 'rest-xml',
    match(request) {
      const found = find(request)
      if (!found) return null
      const { operation, labels } = found
      return { operation, decode: () => readHttpInput(operation, labels, request, text, xmlReader(codec)) }
    },
    encode(operation, output, _request, requestId) {
      const response = writeHttpOutput(operation, output, text, codec, null)
      return { ...response, headers: { 'x-amzn-requestid': requestId, ...response.headers } }
    },
    encodeFailure(failure, requestId) {
      return {
        status: failure.status,
        headers: { ...failureHeaders(failure, requestId), 'content-type': codec.contentType },
        body: wrappedErrorXml(failure, model.settings.xmlNamespace, requestId),
      }
    },
  }
}

/** Reads an XML body, or answers what AWS answers to one that is not XML. */
export function xmlReader(codec: BodyCodec): (schema: NormalizedSchema, body: Uint8Array) => unknown {
  return (schema, body) => {
    try {
      return codec.read(schema, body)
    } catch (error) {
      throw new AwsError(
        'MalformedXML',
        error instanceof Error ? error.message : 'The XML is not well-formed.',
      )
    }
  }
}
