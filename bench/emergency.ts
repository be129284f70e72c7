import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { Plan } from '../packages/shared-types/src/plan.ts'
import { Release } from '../packages/shared-types/src/release.ts'
import { Emergency, Rollout } from '../packages/shared-types/src/rollout.ts'
import { medianOf, rounded } from './median.ts'
import type { BenchRow } from './row.ts'
import { startRolloutWorld, writeRolloutConfiguration } from './world/rollout-world.ts'
import { startLockstep } from './world/start-lockstep.ts'

/** Before the first click 250 run and after the last 150: 200 in the mean. */
const rollouts = 250
const clicks = 100
const startsAtOnce = 8
const watchedSeconds = 30
const usersAsked = 20
const patienceMilliseconds = 120_000

type Api = ReturnType<typeof createApi>

/** Presses the emergency button of one rollout after the other while all others run, in one Lockstep with the embedded database. */
export async function benchEmergency(count = rollouts): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-bench-'))
  const world = await startRolloutWorld(count)
  try {
    const configuration = writeRolloutConfiguration(folder, world.apps)
    const lockstep = await startLockstep(world.env, configuration, join(folder, 'data'))
    try {
      const api = createApi(lockstep.url)
      const started = performance.now()
      const releases = await startAll(
        api,
        world.apps.map(({ applicationId }) => applicationId),
      )
      console.log(
        `  ${releases.length} rollouts run after ${rounded((performance.now() - started) / 1000, 0)} s`,
      )
      const before = (await world.requests(0)).at(-1)?.seq ?? 0
      await wait(watchedSeconds * 1000)
      const caused = await world.requests(before)
      const accepted: number[] = []
      const off: number[] = []
      for (const app of world.apps.slice(0, Math.min(clicks, count))) {
        // Not all at the same moment of the loop's period.
        await wait(Math.random() * 100)
        const begun = performance.now()
        const { acceptedAt, releaseId } = await api.emergency(app.applicationId)
        accepted.push(performance.now() - begun)
        if (acceptedAt === null) throw new Error('AWS has not accepted an emergency at once')
        await untilNobodyIsOn(app.apiUrl)
        off.push(performance.now() - begun)
        if (off.length % 20 === 0) await untilProven(api, releaseId)
      }
      return rows(count, accepted, off, caused)
    } finally {
      await lockstep.stop()
    }
  } finally {
    world.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function rows(
  count: number,
  accepted: readonly number[],
  off: readonly number[],
  caused: readonly { service: string; operation: string }[],
): BenchRow[] {
  const running = `${count} to ${count - accepted.length} flag rollouts running, embedded database`
  const perMinute = 60 / watchedSeconds
  const byService = Object.entries(Object.groupBy(caused, ({ service }) => service))
    .map(([service, calls = []]) => `${service} ${rounded(calls.length * perMinute, 0)}`)
    .join(', ')
  return [
    {
      name: `emergency click → AWS has accepted it, p99 of ${accepted.length}`,
      value: rounded(percentile(accepted, 99), 0),
      unit: 'ms',
      comparedWith: `goal: at most 500; median ${rounded(medianOf(accepted), 0)}; ${running}`,
    },
    {
      name: `emergency click → no user is on it, p99 of ${off.length}`,
      value: rounded(percentile(off, 99), 0),
      unit: 'ms',
      comparedWith: `${usersAsked} users ask the backend; median ${rounded(medianOf(off), 0)}`,
    },
    {
      name: `AWS calls in a minute because ${count} rollouts run`,
      value: rounded(caused.length * perMinute, 0),
      unit: 'calls',
      comparedWith: `a look each 15 s where the limits of AWS let it; ${byService}`,
    },
  ]
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0
}

function createApi(url: string) {
  const ask = async <T>(schema: z.ZodType<T>, path: string, body?: unknown): Promise<T> => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
    const sent = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await fetch(`${url}/api/v1${path}`, sent)
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return schema.parse(await response.json())
  }
  const environment = (applicationId: string) => `/applications/${applicationId}/environments/production`
  return {
    plan: (id: string) => ask(Plan, `${environment(id)}/plans`, { kind: 'rollout' }),
    start: (id: string, plan: Plan) =>
      ask(Release, `${environment(id)}/releases`, {
        planId: plan.id,
        confirmation: plan.confirmation.phrase,
        reason: 'The bench starts it.',
        overrides: plan.preflight
          .filter(({ overridable }) => overridable)
          .map((check) => ({ check: check.id, reason: 'The bench starts it.' })),
      }),
    rollout: (releaseId: string) => ask(Rollout, `/releases/${releaseId}/rollout`),
    emergency: (id: string) => ask(Emergency, `${environment(id)}/emergency`, { reason: null }),
  }
}

/** Starts a rollout in each and waits until AWS gives each its first stage. */
async function startAll(api: Api, applicationIds: readonly string[]): Promise<readonly string[]> {
  const waiting = [...applicationIds]
  const releases: string[] = []
  const lane = async (): Promise<void> => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
      releases.push((await api.start(id, await api.plan(id))).id)
  }
  await Promise.all(Array.from({ length: startsAtOnce }, lane))
  for (const releaseId of releases)
    await until(`${releaseId} runs`, async () => {
      const rollout = await api.rollout(releaseId).catch(() => null)
      return rollout?.appliedPercent === 50
    })
  return releases
}

const untilProven = (api: Api, releaseId: string): Promise<void> =>
  until(`${releaseId} is at zero`, async () => {
    const { end } = await api.rollout(releaseId)
    return end !== null && end.offAt !== null && end.probes.length > 0 && end.probes.every(({ ok }) => ok)
  })

/** Asks as users do which path they are on. */
const untilNobodyIsOn = (apiUrl: string): Promise<void> =>
  until('no user is on the new path', async () => {
    const answers = await Promise.all(
      Array.from({ length: usersAsked }, async (_, index) => {
        const response = await fetch(`${apiUrl}/api/flags`, {
          headers: { authorization: `Bearer user-${index}` },
        })
        return z.object({ 'new-data-path': z.boolean() }).parse(await response.json())
      }),
    )
    return answers.every((flags) => !flags['new-data-path'])
  })

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + patienceMilliseconds
  while (performance.now() < giveUpAt) {
    if (await holds()) return
    await wait(50)
  }
  throw new Error(`Not in time: ${what}`)
}
