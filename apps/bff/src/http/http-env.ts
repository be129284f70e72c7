import type { Actor, Role } from '@lockstep/shared-types/actor'
import type { Logger } from 'pino'

/** What the middleware leaves for the routes. */
export type HttpEnv = {
  Variables: {
    requestId: string
    log: Logger
    actor: Actor
    role: Role
    idempotencyKey: string
  }
}
