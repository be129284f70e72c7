import type { Failure } from './failure.ts'
import type { Operation } from './model.ts'
import type { Structure, WireRequest, WireResponse } from './message.ts'

export type ProtocolName = 'json' | 'rest-json' | 'rest-xml' | 's3' | 'query' | 'cbor'

/** An operation that was recognised; its input is decoded only when asked for. */
export type Match = { readonly operation: Operation; decode(): Structure }

/** One of AWS's wire protocols, for one service. */
export interface Protocol {
  readonly name: ProtocolName
  match(request: WireRequest): Match | null
  encode(operation: Operation, output: Structure, request: WireRequest, requestId: string): WireResponse
  encodeFailure(failure: Failure, requestId: string): WireResponse
}
