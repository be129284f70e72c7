import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { ArtifactPage } from '@lockstep/shared-types/artifact'
import { AuditPage } from '@lockstep/shared-types/audit'
import { DriftReport } from '@lockstep/shared-types/drift'
import { Plan, RollbackCandidates, type PlanRequest } from '@lockstep/shared-types/plan'
import { Release, ReleasePage } from '@lockstep/shared-types/release'
import type { RolloutControlInput } from '@lockstep/shared-types/rollout'
import type { z } from 'zod'
import { applicationId } from './configuration-file.ts'

export type Answer = { readonly status: number; readonly body: unknown }

/** Drives Lockstep over HTTP, as the page does. `url` is asked for each time: a restart changes it. */
export function createLockstepApi(url: () => string, environmentId: string) {
  const environment = `/applications/${applicationId}/environments/${environmentId}`

  const send = async (path: string, init?: RequestInit): Promise<Answer> => {
    const response = await fetch(`${url()}/api/v1${path}`, init)
    return { status: response.status, body: await response.json() }
  }
  const get = async <Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> => {
    const { status, body } = await send(path)
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`)
    return schema.parse(body)
  }
  const post = (path: string, body: unknown, key: string = randomUUID()): Promise<Answer> =>
    send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    })
  const posted = async <Schema extends z.ZodType>(
    path: string,
    body: unknown,
    schema: Schema,
  ): Promise<z.infer<Schema>> => {
    const answer = await post(path, body)
    if (answer.status !== 201)
      throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return schema.parse(answer.body)
  }

  const plan = (request: PlanRequest): Promise<Plan> => posted(`${environment}/plans`, request, Plan)
  /** Confirms what the plan asks for. */
  const start = ({ id, confirmation, preflight }: Plan, key?: string): Promise<Answer> =>
    post(
      `${environment}/releases`,
      {
        planId: id,
        confirmation: confirmation.phrase,
        reason: 'A test wants it.',
        overrides: preflight
          .filter((check) => check.overridable)
          .map((check) => ({ check: check.id, reason: 'A test wants it.' })),
      },
      key,
    )
  const current = (releaseId: string): Promise<Release> => get(`/releases/${releaseId}`, Release)
  return {
    plan,
    start,
    /** Confirms and overrides nothing. */
    startWithout: ({ id, confirmation }: Plan) =>
      post(`${environment}/releases`, {
        planId: id,
        confirmation: confirmation.phrase,
        reason: 'A test wants it.',
      }),
    current,
    /** The release once it has ended; asks again and again, as an open page does. */
    async untilEnded(releaseId: string): Promise<Release> {
      for (;;) {
        const release = await current(releaseId)
        if (release.endedAt !== null) return release
        await setTimeout(100)
      }
    },
    async release(request: PlanRequest): Promise<Release> {
      const planned = await plan(request)
      const { status, body } = await start(planned)
      if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
      return Release.parse(body)
    },
    artifacts: async () => (await get(`${environment}/artifacts`, ArtifactPage)).artifacts,
    rollbackCandidates: async () =>
      (await get(`${environment}/rollback-candidates`, RollbackCandidates)).candidates,
    releases: async () => (await get('/releases', ReleasePage)).releases,
    emergency: () => post(`${environment}/emergency`, {}),
    control: (releaseId: string, input: RolloutControlInput) =>
      post(`/releases/${releaseId}/rollout/control`, input),
    checkDrift: () => posted(`${environment}/drift/checks`, {}, DriftReport),
    audit: async () => (await get('/audit', AuditPage)).events,
  }
}

export type LockstepApi = ReturnType<typeof createLockstepApi>
