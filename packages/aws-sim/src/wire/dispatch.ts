import { readCredentialScope, type CredentialScope } from './credential-scope.ts'
import type { WireRequest } from './message.ts'
import type { Match, Protocol } from './protocol.ts'
import { requestForm } from './query.ts'
import type { Service } from './service.ts'

/** Where a request goes: `match` is null when the service is known and the operation is not. */
export type Dispatch = {
  readonly service: Service
  readonly protocol: Protocol
  readonly scope: CredentialScope | null
  readonly match: Match | null
}

/**
 * Finds service and operation on the one port that serves all services: by the JSON target, else by the name it was
 * signed for, else by the version in a form. Two services may share a signing name; an unsigned request is S3's.
 */
export function dispatch(services: readonly Service[], request: WireRequest): Dispatch | null {
  const scope = readCredentialScope(request)
  const candidates = candidatesFor(services, request, scope)
  let known: Dispatch | null = null
  for (const service of candidates)
    for (const protocol of service.protocols) {
      const match = protocol.match(request)
      if (match) return { service, protocol, scope, match }
      if (!known && speaks(protocol, request)) known = { service, protocol, scope, match: null }
    }
  return known
}

function candidatesFor(
  services: readonly Service[],
  request: WireRequest,
  scope: CredentialScope | null,
): readonly Service[] {
  const target = request.headers['x-amz-target']?.split('.')[0]
  if (target) return services.filter(({ model }) => model.settings.serviceTarget === target)
  if (scope) return services.filter(({ signingNames }) => signingNames.includes(scope.signingName))
  const version = requestForm(request)?.get('Version')
  if (version) return services.filter(({ model }) => model.settings.version === version)
  return services.filter(({ model }) => model.id === 's3')
}

/** Whether an unknown operation would have come this way, so that the refusal is in words the client understands. */
function speaks(protocol: Protocol, request: WireRequest): boolean {
  switch (protocol.name) {
    case 'json':
      return request.headers['x-amz-target'] !== undefined
    case 'cbor':
      return request.headers['smithy-protocol'] === 'rpc-v2-cbor'
    case 'query':
      return requestForm(request) !== null
    case 'rest-json':
    case 'rest-xml':
    case 's3':
      return true
  }
}
