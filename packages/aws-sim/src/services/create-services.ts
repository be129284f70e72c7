import type { CallContext } from '../wire/handlers.ts'
import { createService, type Service } from '../wire/service.ts'
import { catalogue, serviceIds, type HandlersById } from './catalogue.ts'

/** Joins every service with its handlers; one without a table answers NotImplemented to everything. */
export function createServices(handlers: Partial<HandlersById>): Service[] {
  return createPlacedServices(() => handlers)
}

/** The same where who calls, and for which region, decides whose state is meant. */
export function createPlacedServices(handlersFor: (call: CallContext) => Partial<HandlersById>): Service[] {
  return serviceIds.map((id) =>
    createService({ id, ...catalogue[id](), handlers: (call) => handlersFor(call)[id] ?? {} }),
  )
}
