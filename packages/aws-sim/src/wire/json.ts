import type { NormalizedSchema } from '@smithy/core/schema'
import { AwsError } from './aws-error.ts'
import { createJsonCodec } from './codecs.ts'
import { failureHeaders } from './failure.ts'
import type { Structure } from './message.ts'
import type { ServiceModel } from './model.ts'
import type { Protocol } from './protocol.ts'

/** AWS JSON 1.0 and 1.1: the operation in `X-Amz-Target`, everything else in the body. */
export function createJsonProtocol(model: ServiceModel): Protocol {
  const codec = createJsonCodec(model, false)
  return {
    name: 'json',
    match({ headers, body }) {
      const [prefix, name = ''] = (headers['x-amz-target'] ?? '').split('.')
      const operation = prefix === model.settings.serviceTarget ? model.operations.get(name) : undefined
      if (!operation) return null
      return { operation, decode: () => (body.length > 0 ? readJson(codec.read, operation.input, body) : {}) }
    },
    encode(operation, output, request, requestId) {
      return {
        status: 200,
        headers: {
          'x-amzn-requestid': requestId,
          'content-type': contentType(request.headers['content-type']),
        },
        body: operation.output.isUnitSchema() ? '{}' : codec.write(operation.output, output),
      }
    },
    encodeFailure(failure, requestId) {
      const type = `${failure.namespace}#${failure.name}`
      const queryError = `${failure.code};${failure.status < 500 ? 'Sender' : 'Receiver'}`
      return {
        status: failure.status,
        headers: {
          ...failureHeaders(failure, requestId),
          'content-type': 'application/x-amz-json-1.1',
          'x-amzn-errortype': type,
          // Clients that used to speak Query still expect its error codes.
          ...(model.settings.awsQueryCompatible ? { 'x-amzn-query-error': queryError } : {}),
        },
        body: JSON.stringify({ __type: type, ...failure.fields }),
      }
    },
  }
}

/** Reads a body, or answers what AWS answers to one that is not JSON. */
export function readJson(
  read: (schema: NormalizedSchema, body: Uint8Array) => unknown,
  schema: NormalizedSchema,
  body: Uint8Array,
): Structure {
  try {
    return read(schema, body) as Structure
  } catch (error) {
    throw new AwsError('SerializationException', error instanceof Error ? error.message : 'Unreadable body.')
  }
}

function contentType(asked: string | undefined): string {
  return asked?.endsWith('1.0') ? 'application/x-amz-json-1.0' : 'application/x-amz-json-1.1'
}
