import { createCborProtocol } from './cbor.ts'
import { createJsonProtocol } from './json.ts'
import { readModel, type SchemaClient, type ServiceModel } from './model.ts'
import type { Protocol, ProtocolName } from './protocol.ts'
import { createQueryProtocol } from './query.ts'
import { createRestJsonProtocol } from './rest-json.ts'
import { createRestXmlProtocol } from './rest-xml.ts'
import { createS3Protocol } from './s3.ts'
import type { CallContext } from './handlers.ts'
import type { Structure } from './message.ts'

/** A handler without its types: what `Handlers<typeof pkg>` is to the wire. */
export type RawHandler = (input: Structure, context: CallContext) => unknown

/** A service as the wire serves it. */
export type Service = {
  readonly model: ServiceModel
  /** Names under which clients sign for it. */
  readonly signingNames: readonly string[]
  readonly protocols: readonly Protocol[]
  /** What answers this call; null when nothing does. */
  handler(operation: string, call: CallContext): RawHandler | null
}

export type ServiceDefinition = {
  readonly id: string
  readonly package: object
  readonly client: SchemaClient
  readonly signingNames: readonly string[]
  readonly protocols: readonly ProtocolName[]
  readonly handlers: (call: CallContext) => object
}

const createProtocol: Record<ProtocolName, (model: ServiceModel) => Protocol> = {
  json: createJsonProtocol,
  'rest-json': createRestJsonProtocol,
  'rest-xml': createRestXmlProtocol,
  s3: createS3Protocol,
  query: createQueryProtocol,
  cbor: createCborProtocol,
}

/** Joins a client package's schemas with the handlers of its operations. */
export function createService(definition: ServiceDefinition): Service {
  const model = readModel(definition.id, definition.package, definition.client)
  return {
    model,
    signingNames: definition.signingNames,
    protocols: definition.protocols.map((name) => createProtocol[name](model)),
    handler(operation, call) {
      const handlers = definition.handlers(call) as Readonly<Record<string, RawHandler | undefined>>
      return (Object.hasOwn(handlers, operation) ? handlers[operation] : undefined) ?? null
    },
  }
}
