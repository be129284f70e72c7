import { createService, type Service } from '../wire/service.ts'
import { catalogue, serviceIds, type HandlersById } from './catalogue.ts'

/** Joins every service with its handlers; one without a table answers NotImplemented to everything. */
export function createServices(handlers: Partial<HandlersById>): Service[] {
  return serviceIds.map((id) => createService({ id, ...catalogue[id](), handlers: handlers[id] ?? {} }))
}
