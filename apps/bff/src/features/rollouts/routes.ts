import type { Actor } from '@lockstep/shared-types/actor'
import { DecisionPage } from '@lockstep/shared-types/decision'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import {
  Emergency,
  EmergencyInput,
  EnvironmentRollout,
  Rollout,
  RolloutControlInput,
} from '@lockstep/shared-types/rollout'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Result } from '../../domain/result.ts'
import { describe } from '../../http/describe.ts'
import { EnvironmentParam, toRef } from '../../http/environment-param.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { unwrap } from '../../http/problem-error.ts'
import { requireRole } from '../../http/sign-in.ts'
import { validate } from '../../http/validate.ts'

export type RolloutRoutesDeps = {
  readonly getEnvironmentRollout: (ref: EnvironmentRef) => Promise<Result<EnvironmentRollout>>
  readonly getRollout: (releaseId: string) => Promise<Result<Rollout>>
  readonly listDecisions: (query: {
    releaseId: string
    cursor?: string | undefined
    limit: number
  }) => Promise<Result<DecisionPage>>
  readonly controlRollout: (input: {
    releaseId: string
    input: RolloutControlInput
    actor: Actor
  }) => Promise<Result<Rollout>>
  readonly emergency: (input: {
    ref: EnvironmentRef
    actor: Actor
    reason: string | null
    idempotencyKey: string
  }) => Promise<Result<Emergency>>
}

const environmentPath = '/applications/:application/environments/:environment'
const ReleaseParam = z.object({ releaseId: z.string().min(1).max(100) })
const DecisionQuery = z.object({
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const rolloutRoutes = (deps: RolloutRoutesDeps) =>
  new Hono<HttpEnv>()
    .get(
      `${environmentPath}/rollout`,
      describe('rollouts', 'What an environment can roll out with, and what runs there.', {
        status: 200,
        schema: EnvironmentRollout,
      }),
      validate('param', EnvironmentParam),
      async (c) => c.json(unwrap(await deps.getEnvironmentRollout(toRef(c.req.valid('param')))), 200),
    )
    .post(
      `${environmentPath}/emergency`,
      requireRole('operator'),
      describe('rollouts', 'Off the bad version at once: to zero, or back to the release before.', {
        status: 200,
        schema: Emergency,
      }),
      validate('param', EnvironmentParam),
      validate('json', EmergencyInput),
      async (c) => {
        const { actor, idempotencyKey } = c.var
        const reason = c.req.valid('json').reason || null
        const input = { ref: toRef(c.req.valid('param')), reason, actor, idempotencyKey }
        return c.json(unwrap(await deps.emergency(input)), 200)
      },
    )
    .get(
      '/releases/:releaseId/rollout',
      describe('rollouts', 'The rollout of one release.', { status: 200, schema: Rollout }),
      validate('param', ReleaseParam),
      async (c) => c.json(unwrap(await deps.getRollout(c.req.valid('param').releaseId)), 200),
    )
    .get(
      '/releases/:releaseId/rollout/decisions',
      describe('rollouts', 'What the decision matrix said, the newest first.', {
        status: 200,
        schema: DecisionPage,
      }),
      validate('param', ReleaseParam),
      validate('query', DecisionQuery),
      async (c) => {
        const query = { ...c.req.valid('param'), ...c.req.valid('query') }
        return c.json(unwrap(await deps.listDecisions(query)), 200)
      },
    )
    .post(
      '/releases/:releaseId/rollout/control',
      requireRole('operator'),
      describe('rollouts', 'Move the percentage, hold, resume, promote, skip, tick, or end a rollout.', {
        status: 200,
        schema: Rollout,
      }),
      validate('param', ReleaseParam),
      validate('json', RolloutControlInput),
      async (c) => {
        const input = { ...c.req.valid('param'), input: c.req.valid('json'), actor: c.var.actor }
        return c.json(unwrap(await deps.controlRollout(input)), 200)
      },
    )
