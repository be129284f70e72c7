import type { Actor } from '@lockstep/shared-types/actor'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import {
  ChangeRolloutPolicyInput,
  ChangeThresholdsInput,
  Policy,
  Replay,
  ReplayInput,
} from '@lockstep/shared-types/policy'
import { Hono } from 'hono'
import type { Result } from '../../domain/result.ts'
import { describe } from '../../http/describe.ts'
import { EnvironmentParam, toRef } from '../../http/environment-param.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { unwrap } from '../../http/problem-error.ts'
import { requireRole } from '../../http/sign-in.ts'
import { validate } from '../../http/validate.ts'

type OfEnvironment<Input> = Input & { readonly ref: EnvironmentRef }
type ByActor<Input> = OfEnvironment<Input> & { readonly actor: Actor }

export type PolicyRoutesDeps = {
  readonly getPolicy: (ref: EnvironmentRef) => Promise<Result<Policy>>
  readonly changeThresholds: (input: ByActor<ChangeThresholdsInput>) => Promise<Result<Policy>>
  readonly changeRolloutPolicy: (input: ByActor<ChangeRolloutPolicyInput>) => Promise<Result<Policy>>
  readonly replayPolicy: (input: OfEnvironment<ReplayInput>) => Promise<Result<Replay>>
}

const path = '/applications/:application/environments/:environment/policy'

export const policyRoutes = (deps: PolicyRoutesDeps) =>
  new Hono<HttpEnv>()
    .get(
      path,
      describe('policy', 'Thresholds and rollout policy in force, with every change.', {
        status: 200,
        schema: Policy,
      }),
      validate('param', EnvironmentParam),
      async (c) => c.json(unwrap(await deps.getPolicy(toRef(c.req.valid('param')))), 200),
    )
    .put(
      `${path}/thresholds`,
      requireRole('operator'),
      describe('policy', 'Put other thresholds in force.', { status: 200, schema: Policy }),
      validate('param', EnvironmentParam),
      validate('json', ChangeThresholdsInput),
      async (c) => {
        const input = { ...c.req.valid('json'), ref: toRef(c.req.valid('param')), actor: c.var.actor }
        return c.json(unwrap(await deps.changeThresholds(input)), 200)
      },
    )
    .put(
      `${path}/rollout`,
      requireRole('operator'),
      describe('policy', 'Put another rollout policy in force.', { status: 200, schema: Policy }),
      validate('param', EnvironmentParam),
      validate('json', ChangeRolloutPolicyInput),
      async (c) => {
        const input = { ...c.req.valid('json'), ref: toRef(c.req.valid('param')), actor: c.var.actor }
        return c.json(unwrap(await deps.changeRolloutPolicy(input)), 200)
      },
    )
    .post(
      `${path}/replay`,
      describe('policy', 'What limits would have decided in the last hours. Changes nothing.', {
        status: 200,
        schema: Replay,
      }),
      validate('param', EnvironmentParam),
      validate('json', ReplayInput),
      async (c) => {
        const input = { ...c.req.valid('json'), ref: toRef(c.req.valid('param')) }
        return c.json(unwrap(await deps.replayPolicy(input)), 200)
      },
    )
