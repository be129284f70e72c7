import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import type { AppVersion } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { HttpProbe } from './http-probe.ts'
import { describeStatus, joinUrl, readProbe, unexpectedAnswer } from './probe-reading.ts'

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

/** Asks the application which version it is. Absent when the configuration names no path for it. */
export function createAppVersionReader(probe: HttpProbe, clock: Clock) {
  const read = async ({ backend }: Environment): Promise<Reading<AppVersion>> => {
    if (backend.versionPath === null)
      return { state: 'absent', source: 'configuration', readAt: clock.now().toISOString() }
    const url = joinUrl(backend.url, backend.versionPath)
    return readProbe<AppVersion>(probe, clock, url, (response) => {
      if (response.status !== 200) return { problem: unexpectedAnswer(url, describeStatus(response)) }
      const body = Body.safeParse(response.body)
      if (!body.success) return { problem: unexpectedAnswer(url, 'the answer is not JSON with a `version`') }
      return { value: body.data }
    })
  }
  return { read }
}
