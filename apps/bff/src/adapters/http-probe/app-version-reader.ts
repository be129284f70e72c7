import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import type { AppVersion } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import { isAnsweredBySite } from './answered-by-site.ts'
import type { HttpProbe, ProbeResponse } from './http-probe.ts'
import { backendHeaders } from './probe-headers.ts'
import { joinUrl, readProbe } from './probe-reading.ts'
import { isChallenge, unexpectedAnswer, unexpectedStatus } from './unexpected-answer.ts'

const Body = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' })
      return z.NEVER
    }
  })
  .pipe(z.object({ version: z.string().min(1), commit: z.string().nullable().default(null) }))

/** Nothing is there: 404, 410, or the frontend's page, which some sites answer for everything they do not know. */
const isNothing = ({ status }: Pick<ProbeResponse, 'status'>): boolean => status === 404 || status === 410

/**
 * Asks the application which version it is. Absent when the configuration names no path for it, and when nothing is
 * there.
 */
export function createAppVersionReader(probe: HttpProbe, clock: Clock) {
  const read = async (environment: Environment): Promise<Reading<AppVersion>> => {
    const { backend } = environment
    if (backend.versionPath === null)
      return { state: 'absent', source: 'configuration', readAt: clock.now().toISOString() }
    const url = joinUrl(backend.url, backend.versionPath)
    return readProbe<AppVersion>(
      probe,
      clock,
      url,
      async (response) => {
        if (isNothing(response)) return null
        if (response.status !== 200 || isChallenge(response))
          return { problem: unexpectedStatus(url, response) }
        const body = Body.safeParse(response.body)
        if (body.success) return { value: body.data }
        if (await isAnsweredBySite(probe, environment, response)) return null
        return { problem: unexpectedAnswer(url, 'does not answer with JSON that holds a version') }
      },
      { headers: backendHeaders(environment) },
    )
  }
  return { read }
}
