import type { Actor } from '@lockstep/shared-types/actor'
import { DriftReport } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { Hono } from 'hono'
import type { Result } from '../../domain/result.ts'
import { describe } from '../../http/describe.ts'
import { EnvironmentParam, toRef } from '../../http/environment-param.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { unwrap } from '../../http/problem-error.ts'
import { requireRole } from '../../http/sign-in.ts'
import { validate } from '../../http/validate.ts'

export type DriftRoutesDeps = {
  /** The newest report; causes no AWS call. */
  readonly getDriftReport: (ref: EnvironmentRef) => Promise<Result<DriftReport>>
  /** Checks at once; requests at the same time share one check. */
  readonly requestDriftCheck: (input: { ref: EnvironmentRef; actor: Actor }) => Promise<Result<DriftReport>>
}

const path = '/applications/:application/environments/:environment/drift'

export const driftRoutes = ({ getDriftReport, requestDriftCheck }: DriftRoutesDeps) =>
  new Hono<HttpEnv>()
    .get(
      path,
      describe('drift', 'The newest drift report.', { status: 200, schema: DriftReport }),
      validate('param', EnvironmentParam),
      async (c) => c.json(unwrap(await getDriftReport(toRef(c.req.valid('param')))), 200),
    )
    .post(
      `${path}/checks`,
      requireRole('operator'),
      describe('drift', 'Check now.', { status: 201, schema: DriftReport }),
      validate('param', EnvironmentParam),
      async (c) => {
        const ref = toRef(c.req.valid('param'))
        return c.json(unwrap(await requestDriftCheck({ ref, actor: c.var.actor })), 201)
      },
    )
