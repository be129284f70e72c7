import type { Actor } from '@lockstep/shared-types/actor'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { Plan, PlanRequest, RollbackCandidates } from '@lockstep/shared-types/plan'
import {
  AbortReleaseInput,
  DecideReleaseInput,
  Release,
  ReleaseLogPage,
  ReleasePage,
  StartReleaseInput,
} from '@lockstep/shared-types/release'
import { ReleaseLogQuery, ReleaseQuery } from '@lockstep/shared-types/release-query'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Result } from '../../domain/result.ts'
import { describe } from '../../http/describe.ts'
import { EnvironmentParam, toRef } from '../../http/environment-param.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { unwrap } from '../../http/problem-error.ts'
import { requireRole } from '../../http/sign-in.ts'
import { validate } from '../../http/validate.ts'

type ByActor<Input> = Input & { readonly actor: Actor }

export type ReleaseRoutesDeps = {
  readonly planRelease: (
    input: ByActor<{ ref: EnvironmentRef; request: PlanRequest }>,
  ) => Promise<Result<Plan>>
  readonly startRelease: (
    input: ByActor<{ ref: EnvironmentRef; start: StartReleaseInput; idempotencyKey: string }>,
  ) => Promise<Result<Release>>
  readonly listReleases: (query: ReleaseQuery) => Promise<Result<ReleasePage>>
  readonly getRelease: (releaseId: string) => Promise<Result<Release>>
  readonly listReleaseLog: (releaseId: string, query: ReleaseLogQuery) => Promise<Result<ReleaseLogPage>>
  readonly abortRelease: (
    input: ByActor<{ releaseId: string } & AbortReleaseInput>,
  ) => Promise<Result<Release>>
  readonly decideRelease: (
    input: ByActor<{ releaseId: string } & DecideReleaseInput>,
  ) => Promise<Result<Release>>
  readonly listRollbackCandidates: (ref: EnvironmentRef) => Promise<Result<RollbackCandidates>>
}

const environmentPath = '/applications/:application/environments/:environment'
const ReleaseParam = z.object({ releaseId: z.string().min(1).max(100) })

export const releaseRoutes = (deps: ReleaseRoutesDeps) =>
  new Hono<HttpEnv>()
    .post(
      `${environmentPath}/plans`,
      requireRole('operator'),
      describe('releases', 'Compute what a release would change. Changes nothing.', {
        status: 201,
        schema: Plan,
      }),
      validate('param', EnvironmentParam),
      validate('json', PlanRequest),
      async (c) => {
        const input = { ref: toRef(c.req.valid('param')), request: c.req.valid('json'), actor: c.var.actor }
        return c.json(unwrap(await deps.planRelease(input)), 201)
      },
    )
    .post(
      `${environmentPath}/releases`,
      requireRole('operator'),
      describe('releases', 'Start what a plan says.', { status: 201, schema: Release }),
      validate('param', EnvironmentParam),
      validate('json', StartReleaseInput),
      async (c) => {
        const { actor, idempotencyKey } = c.var
        const input = { ref: toRef(c.req.valid('param')), start: c.req.valid('json'), actor, idempotencyKey }
        return c.json(unwrap(await deps.startRelease(input)), 201)
      },
    )
    .get(
      `${environmentPath}/rollback-candidates`,
      // Readiness is looked up in AWS at once: for those who may act on it, since viewers cause no AWS call.
      requireRole('operator'),
      describe('releases', 'Versions to go back to, the most sensible first.', {
        status: 200,
        schema: RollbackCandidates,
      }),
      validate('param', EnvironmentParam),
      async (c) => c.json(unwrap(await deps.listRollbackCandidates(toRef(c.req.valid('param')))), 200),
    )
    .get(
      '/releases',
      describe('releases', 'Releases, the newest first.', { status: 200, schema: ReleasePage }),
      validate('query', ReleaseQuery),
      async (c) => c.json(unwrap(await deps.listReleases(c.req.valid('query'))), 200),
    )
    .get(
      '/releases/:releaseId',
      describe('releases', 'One release with its steps.', { status: 200, schema: Release }),
      validate('param', ReleaseParam),
      async (c) => c.json(unwrap(await deps.getRelease(c.req.valid('param').releaseId)), 200),
    )
    .get(
      '/releases/:releaseId/log',
      describe('releases', 'What happened while a release ran.', { status: 200, schema: ReleaseLogPage }),
      validate('param', ReleaseParam),
      validate('query', ReleaseLogQuery),
      async (c) => {
        const { releaseId } = c.req.valid('param')
        return c.json(unwrap(await deps.listReleaseLog(releaseId, c.req.valid('query'))), 200)
      },
    )
    .post(
      '/releases/:releaseId/abort',
      requireRole('operator'),
      describe('releases', 'Abort a release; it stops at the next safe point and says in which state.', {
        status: 200,
        schema: Release,
      }),
      validate('param', ReleaseParam),
      validate('json', AbortReleaseInput),
      async (c) => {
        const input = { ...c.req.valid('param'), ...c.req.valid('json'), actor: c.var.actor }
        return c.json(unwrap(await deps.abortRelease(input)), 200)
      },
    )
    .post(
      '/releases/:releaseId/decision',
      requireRole('operator'),
      describe('releases', 'Answer a release that asks whether to keep or to roll back.', {
        status: 200,
        schema: Release,
      }),
      validate('param', ReleaseParam),
      validate('json', DecideReleaseInput),
      async (c) => {
        const input = { ...c.req.valid('param'), ...c.req.valid('json'), actor: c.var.actor }
        return c.json(unwrap(await deps.decideRelease(input)), 200)
      },
    )
