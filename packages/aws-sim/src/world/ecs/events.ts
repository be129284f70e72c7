import type { Clock } from '../clock.ts'
import type { Ids } from './ids.ts'
import type { ServiceRecord } from './model.ts'

const eventLimit = 100

/** Says something in a service's event list, in the words of ECS. */
export type Say = (service: ServiceRecord, text: string, at?: number) => void

export const createSay =
  (clock: Clock, ids: Ids): Say =>
  (service, text, at = clock.now()) => {
    service.events.unshift({ id: ids.event(), at, message: `(service ${service.name}) ${text}` })
    if (service.events.length > eventLimit) service.events.length = eventLimit
  }

export const taskList = (tasks: readonly { readonly id: string }[]): string =>
  tasks.map(({ id }) => `(task ${id})`).join(' ')
