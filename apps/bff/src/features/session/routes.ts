import { Session } from '@lockstep/shared-types/session'
import { Hono } from 'hono'
import { describe } from '../../http/describe.ts'
import type { HttpEnv } from '../../http/http-env.ts'

export const sessionRoutes = (deps: { readonly version: string }) =>
  new Hono<HttpEnv>().get(
    '/session',
    describe('session', 'Who you are to Lockstep, and what you may do.', { status: 200, schema: Session }),
    (c) => {
      const session: Session = {
        actor: c.var.actor,
        role: c.var.role,
        product: 'lockstep',
        version: deps.version,
      }
      return c.json(session, 200)
    },
  )
