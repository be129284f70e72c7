import { randomUUID } from 'node:crypto'
import { fail, ok, type Result } from '@lockstep/bff/domain/result'
import { moment } from '@lockstep/bff/domain/drift/words'
import { DriftReport } from '@lockstep/shared-types/drift'
import { EnvironmentDetail, Fleet, type EnvironmentRef } from '@lockstep/shared-types/environment'
import { Problem } from '@lockstep/shared-types/problem'
import type { z } from 'zod'
import type { Look, Looker } from './look.ts'

/** A check reads AWS, with retries; the server's own deadlines are shorter. */
const answerLimitMilliseconds = 90_000

/** Asks a running Lockstep: it knows its releases, and what they have left behind. */
export function createServerLooker(url: string): Looker {
  const base = url.replace(/\/+$/, '')

  const ask = async <T>(schema: z.ZodType<T>, path: string, method = 'GET'): Promise<Result<T>> => {
    const where = `${base}/api/v1${path}`
    try {
      const response = await fetch(where, {
        method,
        signal: AbortSignal.timeout(answerLimitMilliseconds),
        redirect: 'error',
        ...(method === 'GET'
          ? {}
          : { headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() }, body: '{}' }),
      })
      const body: unknown = await response.json()
      if (response.ok) return ok(schema.parse(body))
      const problem = Problem.safeParse(body)
      return fail(problem.success ? problem.data : notLockstep(where, `it answered ${response.status}`))
    } catch (error) {
      return fail(notAnswered(base, where, error))
    }
  }

  const pathOf = ({ applicationId, environmentId }: EnvironmentRef): string =>
    `/applications/${encodeURIComponent(applicationId)}/environments/${encodeURIComponent(environmentId)}`

  return {
    askedOf: 'server',
    words: `the Lockstep at ${base}`,
    list: async () => {
      const fleet = await ask(Fleet, '/fleet')
      return fleet.ok ? ok(fleet.value.environments) : fleet
    },
    look: async (ref): Promise<Result<Look>> => {
      const report = await ask(DriftReport, `${pathOf(ref)}/drift/checks`, 'POST')
      if (!report.ok) return report
      const detail = await ask(EnvironmentDetail, pathOf(ref))
      if (!detail.ok) return detail
      const { applicationName, name, activeRelease } = detail.value
      const underWay =
        activeRelease === null
          ? null
          : `A release is under way since ${moment(activeRelease.createdAt)}: ${activeRelease.outcome}`
      return ok({ applicationName, name, report: report.value, underWay, notLookedAt: [] })
    },
    close: async () => {},
  }
}

/** Whether a Lockstep answers there now; for an address that may be out of date. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/v1/fleet`, {
      signal: AbortSignal.timeout(2_000),
      redirect: 'error',
    })
    return response.ok && Fleet.safeParse(await response.json()).success
  } catch {
    return false
  }
}

const notLockstep = (where: string, what: string): Problem => ({
  code: 'probe-failed',
  title: `What answers at ${where} is no Lockstep: ${what}.`,
  detail: null,
  remedy: 'Check the address in --server or LOCKSTEP_URL.',
})

function notAnswered(base: string, where: string, error: unknown): Problem {
  const isAnswer = error instanceof SyntaxError || (error instanceof Error && error.name === 'ZodError')
  if (isAnswer) return notLockstep(where, 'its answer could not be understood')
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
  return {
    code: 'probe-failed',
    title: `The Lockstep at ${base} does not answer.`,
    detail: cause,
    remedy: 'Start it, or check the address in --server or LOCKSTEP_URL. With --aws-only AWS alone is asked.',
  }
}
