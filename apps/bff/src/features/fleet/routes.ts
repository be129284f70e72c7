import { Fleet } from '@lockstep/shared-types/environment'
import { Hono } from 'hono'
import { describe } from '../../http/describe.ts'
import type { HttpEnv } from '../../http/http-env.ts'

export type FleetRoutesDeps = { readonly listFleet: () => Promise<Fleet> }

export const fleetRoutes = ({ listFleet }: FleetRoutesDeps) =>
  new Hono<HttpEnv>().get(
    '/fleet',
    describe('fleet', 'Every environment with its state at a glance.', { status: 200, schema: Fleet }),
    async (c) => c.json(await listFleet(), 200),
  )
