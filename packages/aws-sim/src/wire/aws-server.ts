import { gunzipSync } from 'node:zlib'
import { AwsError } from './aws-error.ts'
import { decodeAwsChunked } from './aws-chunked.ts'
import { readCredentialScope } from './credential-scope.ts'
import { dispatch, type Dispatch } from './dispatch.ts'
import { describeFailure, isAwsLike } from './failure.ts'
import type { CallContext } from './handlers.ts'
import type { Structure, WireRequest, WireResponse } from './message.ts'
import type { Operation } from './model.ts'
import { checkRequired } from './required.ts'
import type { RawHandler, Service } from './service.ts'

/** What becomes of a call: an answer, an answer that breaks off, a connection cut, or silence. */
export type Outcome =
  | { readonly kind: 'answer'; readonly response: WireResponse; readonly errorCode: string | null }
  | { readonly kind: 'truncated'; readonly response: WireResponse }
  | { readonly kind: 'reset' }
  | { readonly kind: 'silence' }

/** A decoded call on its way to its handler. */
export type Call = {
  readonly context: CallContext
  readonly input: Structure
  /** Writes an error as this service and protocol would. */
  refuse(error: AwsError): Outcome
}

/** Stands between the wire and the handlers: faults, the request log. */
export type Middleware = (call: Call, next: () => Promise<Outcome>) => Promise<Outcome>

export type AwsServerOptions = {
  readonly services: readonly Service[]
  readonly middleware?: readonly Middleware[]
  readonly newRequestId: () => string
  /** Told of what handlers throw besides AWS errors: defects of the simulator. */
  readonly onDefect?: (context: CallContext, error: unknown) => void
}

/** Answers AWS requests for all services. */
export function createAwsServer(options: AwsServerOptions): (request: WireRequest) => Promise<Outcome> {
  return async (received) => {
    const requestId = options.newRequestId()
    const request = decodeBody(received)
    const target = dispatch(options.services, request)
    if (!target) return unknownService(request)
    const { match } = target
    const context = callContext(target, request, requestId)
    const refuse = (error: unknown): Outcome => encodeFailure(target, request, requestId, error)
    try {
      if (!match) throw unknownOperation(target, request)
      const input = match.decode()
      checkRequired(match.operation, target.service.model.id, input)
      const call: Call = { context, input, refuse }
      const handle = async (): Promise<Outcome> => {
        try {
          const output = await runHandler(target.service, match.operation, call)
          const response = target.protocol.encode(match.operation, output, request, requestId)
          return { kind: 'answer', response: withoutHeadBody(request, response), errorCode: null }
        } catch (error) {
          if (!isAwsLike(error)) options.onDefect?.(context, error)
          return refuse(error)
        }
      }
      return await compose(options.middleware ?? [], call, handle)
    } catch (error) {
      if (!isAwsLike(error)) options.onDefect?.(context, error)
      return refuse(error)
    }
  }
}

async function runHandler(
  service: Service,
  operation: Operation,
  { input, context }: Call,
): Promise<Structure> {
  const handler: RawHandler | null = service.handler(operation.name, context)
  if (!handler)
    throw new AwsError('NotImplemented', `${service.model.id}.${operation.name} is not simulated.`, 501)
  return ((await handler(input, context)) ?? {}) as Structure
}

/** Runs the layers around the handling, the first outermost. */
export function compose(
  middleware: readonly Middleware[],
  call: Call,
  handle: () => Promise<Outcome>,
): Promise<Outcome> {
  return middleware.reduceRight<() => Promise<Outcome>>((next, layer) => () => layer(call, next), handle)()
}

function callContext(
  { service, scope, match }: Dispatch,
  { headers }: WireRequest,
  requestId: string,
): CallContext {
  return {
    service: service.model.id,
    operation: match?.operation.name ?? 'Unknown',
    requestId,
    accessKeyId: scope?.accessKeyId ?? null,
    region: scope?.region ?? null,
    headers,
    host: headers.host ?? '',
  }
}

/** S3 keeps a gzip encoding, for it is part of the object; everywhere else it is only transport. */
function decodeBody(request: WireRequest): WireRequest {
  const signingName = readCredentialScope(request)?.signingName ?? 's3'
  if (signingName === 's3') return decodeAwsChunked(request)
  if (request.headers['content-encoding'] !== 'gzip') return request
  return { ...request, body: gunzipSync(request.body) }
}

function encodeFailure(
  { service, protocol }: Dispatch,
  request: WireRequest,
  requestId: string,
  error: unknown,
): Outcome {
  const failure = describeFailure(service.model, error)
  const response = protocol.encodeFailure(failure, requestId)
  return { kind: 'answer', response: withoutHeadBody(request, response), errorCode: failure.code }
}

function withoutHeadBody(request: WireRequest, response: WireResponse): WireResponse {
  return request.method === 'HEAD' ? { ...response, body: null } : response
}

function unknownOperation({ service, protocol }: Dispatch, { method, path, headers }: WireRequest): AwsError {
  const message = `${service.model.id} has no operation for ${headers['x-amz-target'] ?? `${method} ${path}`}.`
  return protocol.name === 's3'
    ? new AwsError('MethodNotAllowed', message, 405)
    : new AwsError('UnknownOperationException', message, 404)
}

function unknownService({ method, path, headers }: WireRequest): Outcome {
  const body = `No simulated service for ${headers['x-amz-target'] ?? `${method} ${path}`}.\n`
  const response = { status: 400, headers: { 'content-type': 'text/plain' }, body }
  return { kind: 'answer', response, errorCode: 'UnknownService' }
}
