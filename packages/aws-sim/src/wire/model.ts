import { NormalizedSchema } from '@smithy/core/schema'
import type { SerdeFunctions, StaticErrorSchema, StaticOperationSchema } from '@smithy/types'
import { createRoute, type Route } from './route.ts'
import { traits } from './schema.ts'

export type Operation = {
  readonly name: string
  readonly namespace: string
  readonly input: NormalizedSchema
  readonly output: NormalizedSchema
  /** Null in the protocols that name the operation in a header or in the body. */
  readonly route: Route | null
}

export type ProtocolSettings = {
  readonly defaultNamespace: string
  readonly xmlNamespace: string
  readonly version: string
  readonly serviceTarget: string
  readonly awsQueryCompatible: boolean
}

/** What the wire needs to know of a service, read from its client package. */
export type ServiceModel = {
  readonly id: string
  readonly settings: ProtocolSettings
  readonly operations: ReadonlyMap<string, Operation>
  /** Modelled errors, by shape name and by the code of the older Query protocol. */
  readonly errors: ReadonlyMap<string, NormalizedSchema>
  readonly serde: SerdeFunctions
}

/** The part of a client that is read here; the settings are not in its public types for every package. */
export type SchemaClient = { readonly config: SerdeFunctions & { readonly protocolSettings?: object } }

/** Reads operations and errors from the `Name$` exports of a client package. */
export function readModel(id: string, clientPackage: object, client: SchemaClient): ServiceModel {
  const operations = new Map<string, Operation>()
  const errors = new Map<string, NormalizedSchema>()
  for (const [name, exported] of Object.entries(clientPackage)) {
    if (!name.endsWith('$') || !Array.isArray(exported)) continue
    if (exported[0] === 9) {
      const operation = readOperation(exported as StaticOperationSchema)
      operations.set(operation.name, operation)
    } else if (exported[0] === -3) {
      const schema = NormalizedSchema.of(exported as StaticErrorSchema)
      errors.set(exported[2], schema)
      const queryError = traits(schema).awsQueryError
      if (Array.isArray(queryError)) errors.set(String(queryError[0]), schema)
    }
  }
  return { id, settings: readSettings(client), operations, errors, serde: client.config }
}

function readOperation([
  ,
  namespace,
  name,
  rawTraits,
  inputRef,
  outputRef,
]: StaticOperationSchema): Operation {
  // Schemas are built on first use: a service has up to 170 operations, a run uses few of them.
  const input = once(() => NormalizedSchema.of(inputRef))
  const output = once(() => NormalizedSchema.of(outputRef))
  const route = once(() => {
    const http = typeof rawTraits === 'object' ? rawTraits.http : undefined
    return http ? createRoute(http, input()) : null
  })
  return {
    name,
    namespace,
    get input() {
      return input()
    },
    get output() {
      return output()
    },
    get route() {
      return route()
    },
  }
}

function readSettings(client: SchemaClient): ProtocolSettings {
  return {
    defaultNamespace: '',
    xmlNamespace: '',
    version: '',
    serviceTarget: '',
    awsQueryCompatible: false,
    ...client.config.protocolSettings,
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}
