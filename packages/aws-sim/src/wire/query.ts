import { NormalizedSchema } from '@smithy/core/schema'
import type { StaticStructureSchema } from '@smithy/types'
import { createTextCodec, createXmlCodec, dateTimeFormat } from './codecs.ts'
import { failureHeaders } from './failure.ts'
import { bodyText, type Structure, type WireRequest } from './message.ts'
import type { Operation, ServiceModel } from './model.ts'
import type { Protocol } from './protocol.ts'
import { parseForm, readForm } from './query-form.ts'
import { wrappedErrorXml } from './xml-error.ts'

/** AWS Query: a form with `Action` and `Version` in, XML wrapped in `<ActionResponse>` out. */
export function createQueryProtocol(model: ServiceModel): Protocol {
  const text = createTextCodec(model, dateTimeFormat, false)
  const xml = createXmlCodec(model, false)
  return {
    name: 'query',
    match(request) {
      const form = requestForm(request)
      const operation = model.operations.get(form?.get('Action') ?? '')
      if (!form || !operation) return null
      return { operation, decode: () => readForm(text, operation.input, parseForm(form)) as Structure }
    },
    encode(operation, output, _request, requestId) {
      const wrapped: Structure = { ResponseMetadata: { RequestId: requestId } }
      if (!operation.output.isUnitSchema()) wrapped[`${operation.name}Result`] = output
      return {
        status: 200,
        headers: { 'x-amzn-requestid': requestId, 'content-type': xml.contentType },
        body: xml.write(responseSchema(operation), wrapped),
      }
    },
    encodeFailure(failure, requestId) {
      return {
        status: failure.status,
        headers: { ...failureHeaders(failure, requestId), 'content-type': xml.contentType },
        body: wrappedErrorXml(failure, model.settings.xmlNamespace, requestId),
      }
    },
  }
}

/** The form of a Query request, from its body or its URL; null for a request of another protocol. */
export function requestForm(request: WireRequest): URLSearchParams | null {
  if (request.query.has('Action')) return request.query
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false
  return isForm && request.path === '/' ? new URLSearchParams(bodyText(request)) : null
}

function responseSchema({ name, namespace, output }: Operation): NormalizedSchema {
  const metadata: StaticStructureSchema = [3, namespace, 'ResponseMetadata', 0, ['RequestId'], [0]]
  const hasResult = !output.isUnitSchema()
  return NormalizedSchema.of([
    3,
    namespace,
    `${name}Response`,
    0,
    [...(hasResult ? [`${name}Result`] : []), 'ResponseMetadata'],
    [...(hasResult ? [() => output.getSchema()] : []), () => metadata],
  ])
}
