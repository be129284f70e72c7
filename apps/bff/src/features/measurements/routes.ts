import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { Measurements } from '@lockstep/shared-types/measurement'
import { Hono } from 'hono'
import type { Result } from '../../domain/result.ts'
import { describe } from '../../http/describe.ts'
import { EnvironmentParam, toRef } from '../../http/environment-param.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { unwrap } from '../../http/problem-error.ts'
import { validate } from '../../http/validate.ts'

export type MeasurementRoutesDeps = {
  readonly readMeasurements: (ref: EnvironmentRef) => Promise<Result<Measurements>>
}

export const measurementRoutes = ({ readMeasurements }: MeasurementRoutesDeps) =>
  new Hono<HttpEnv>().get(
    '/applications/:application/environments/:environment/measurements',
    describe('measurements', 'The last hours of every metric, gaps as null.', {
      status: 200,
      schema: Measurements,
    }),
    validate('param', EnvironmentParam),
    async (c) => c.json(unwrap(await readMeasurements(toRef(c.req.valid('param')))), 200),
  )
