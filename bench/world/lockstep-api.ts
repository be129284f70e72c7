import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { DriftReport } from '../../packages/shared-types/src/drift.ts'
import { Plan } from '../../packages/shared-types/src/plan.ts'
import { Release } from '../../packages/shared-types/src/release.ts'

const staging = '/applications/storefront/environments/staging'
/** What the fleet's page and the environment's page read. */
const pageReads = ['/fleet', staging, `${staging}/drift`, `${staging}/measurements`]

/** Uses a running Lockstep over HTTP as the page does, on staging. */
export function createLockstepApi(url: string) {
  const ask = async <T>(schema: z.ZodType<T>, path: string, body?: unknown): Promise<T> => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
    const sent = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await fetch(`${url}/api/v1${path}`, sent)
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return schema.parse(await response.json())
  }
  return {
    checkDrift: () => ask(DriftReport, `${staging}/drift/checks`, {}),
    /** Null before the first check has ended. */
    driftReport: () => ask(DriftReport, `${staging}/drift`).catch(() => null),
    /** Of a release to everybody at once: stages take as long as their bakes say, whatever Lockstep costs. */
    plan: (digest: string) =>
      ask(Plan, `${staging}/plans`, { kind: 'deploy', digest, strategy: 'all-at-once' }),
    start: (plan: Plan) =>
      ask(Release, `${staging}/releases`, { planId: plan.id, confirmation: plan.confirmation.phrase }),
    release: (id: string) => ask(Release, `/releases/${id}`),
    /** Opens what a browser opens and reads what its pages read. Returns how to leave. */
    view: async (): Promise<() => void> => {
      const leave = new AbortController()
      const events = await fetch(`${url}/api/v1/events`, { signal: leave.signal })
      await Promise.all(pageReads.map((path) => ask(z.unknown(), path)))
      return () => {
        leave.abort()
        void events.body?.cancel().catch(() => undefined)
      }
    },
  }
}

export type LockstepApi = ReturnType<typeof createLockstepApi>
