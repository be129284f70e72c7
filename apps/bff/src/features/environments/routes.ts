import { EnvironmentDetail, type EnvironmentRef } from '@lockstep/shared-types/environment'
import { Hono } from 'hono'
import type { Result } from '../../domain/result.ts'
import { describe } from '../../http/describe.ts'
import { EnvironmentParam, toRef } from '../../http/environment-param.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { unwrap } from '../../http/problem-error.ts'
import { validate } from '../../http/validate.ts'

export type EnvironmentRoutesDeps = {
  readonly getEnvironment: (ref: EnvironmentRef) => Promise<Result<EnvironmentDetail>>
}

export const environmentRoutes = ({ getEnvironment }: EnvironmentRoutesDeps) =>
  new Hono<HttpEnv>().get(
    '/applications/:application/environments/:environment',
    describe('environments', 'One environment: its two components as they were last observed.', {
      status: 200,
      schema: EnvironmentDetail,
    }),
    validate('param', EnvironmentParam),
    async (c) => c.json(unwrap(await getEnvironment(toRef(c.req.valid('param')))), 200),
  )
