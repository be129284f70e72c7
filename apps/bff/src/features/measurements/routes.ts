import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { Measurements } from '@lockstep/shared-types/measurement'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Result } from '../../domain/result.ts'
import { describe } from '../../http/describe.ts'
import { EnvironmentParam, toRef } from '../../http/environment-param.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { unwrap } from '../../http/problem-error.ts'
import { validate } from '../../http/validate.ts'

export type MeasurementRoutesDeps = {
  readonly readMeasurements: (ref: EnvironmentRef, hours: number) => Promise<Result<Measurements>>
}

const MeasurementQuery = z.object({
  hours: z.coerce.number('a number of hours').int().min(1).max(72).default(3),
})

export const measurementRoutes = ({ readMeasurements }: MeasurementRoutesDeps) =>
  new Hono<HttpEnv>().get(
    '/applications/:application/environments/:environment/measurements',
    describe(
      'measurements',
      'The last hours of every metric, by variant and endpoint where they are told apart; gaps as null.',
      {
        status: 200,
        schema: Measurements,
      },
    ),
    validate('param', EnvironmentParam),
    validate('query', MeasurementQuery),
    async (c) => {
      const { hours } = c.req.valid('query')
      return c.json(unwrap(await readMeasurements(toRef(c.req.valid('param')), hours)), 200)
    },
  )
