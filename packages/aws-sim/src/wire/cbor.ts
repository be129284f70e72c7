import { NormalizedSchema } from '@smithy/core/schema'
import { createCborCodec } from './codecs.ts'
import { failureHeaders } from './failure.ts'
import type { Structure } from './message.ts'
import type { ServiceModel } from './model.ts'
import type { Protocol } from './protocol.ts'

const documentSchema = NormalizedSchema.of(15)

/** Smithy RPC v2 with CBOR: the operation in the path, as newer CloudWatch clients send it. */
export function createCborProtocol(model: ServiceModel): Protocol {
  const codec = createCborCodec(model)
  const headers = (requestId: string): Record<string, string> => ({
    'x-amzn-requestid': requestId,
    'content-type': codec.contentType,
    'smithy-protocol': 'rpc-v2-cbor',
  })
  return {
    name: 'cbor',
    match({ path, headers: { 'smithy-protocol': protocol }, body }) {
      const name = /\/service\/[^/]+\/operation\/([^/]+)$/.exec(path)?.[1]
      const operation = protocol === 'rpc-v2-cbor' && name ? model.operations.get(name) : undefined
      if (!operation) return null
      return {
        operation,
        decode: () => (body.length > 0 ? (codec.read(operation.input, body) as Structure) : {}),
      }
    },
    encode(operation, output, _request, requestId) {
      const schema = operation.output.isUnitSchema() ? documentSchema : operation.output
      return { status: 200, headers: headers(requestId), body: codec.write(schema, output) }
    },
    encodeFailure(failure, requestId) {
      return {
        status: failure.status,
        headers: {
          ...failureHeaders(failure, requestId),
          ...headers(requestId),
          'x-amzn-query-error': `${failure.code};${failure.status < 500 ? 'Sender' : 'Receiver'}`,
        },
        body: codec.write(documentSchema, {
          __type: `${failure.namespace}#${failure.name}`,
          ...failure.fields,
        }),
      }
    },
  }
}
