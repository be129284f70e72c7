import { createJsonCodec, createTextCodec, epochSecondsFormat } from './codecs.ts'
import { failureHeaders } from './failure.ts'
import { readHttpInput } from './http-input.ts'
import { writeHttpOutput } from './http-output.ts'
import { readJson } from './json.ts'
import type { ServiceModel } from './model.ts'
import type { Protocol } from './protocol.ts'
import { createRouter } from './rest.ts'

/** REST-JSON: AppConfig, AppConfigData, the KeyValueStore of CloudFront. */
export function createRestJsonProtocol(model: ServiceModel): Protocol {
  const codec = createJsonCodec(model, true)
  const text = createTextCodec(model, epochSecondsFormat, true)
  const find = createRouter(model)
  return {
    name: 'rest-json',
    match(request) {
      const found = find(request)
      if (!found) return null
      const { operation, labels } = found
      return {
        operation,
        decode: () =>
          readHttpInput(operation, labels, request, text, (schema, body) =>
            readJson(codec.read, schema, body),
          ),
      }
    },
    encode(operation, output, _request, requestId) {
      const response = writeHttpOutput(operation, output, text, codec, '{}')
      return { ...response, headers: { 'x-amzn-requestid': requestId, ...response.headers } }
    },
    encodeFailure(failure, requestId) {
      return {
        status: failure.status,
        headers: {
          ...failureHeaders(failure, requestId),
          'content-type': codec.contentType,
          'x-amzn-errortype': failure.name,
        },
        body: JSON.stringify({ __type: failure.name, ...failure.fields }),
      }
    },
  }
}
