import type { Problem } from '@lockstep/shared-types/problem'
import type { Clock } from '../../domain/clock.ts'
import type { Reading } from '../../domain/reading.ts'
import type { HttpProbe, ProbeRequest, ProbeResponse } from './http-probe.ts'

/** Joins the root of a site or backend with a path below it. */
export const joinUrl = (root: string, path: string): string =>
  `${root.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`

/** An answer that came, but not the one that was asked for. */
export const unexpectedAnswer = (url: string, detail: string): Problem => ({
  code: 'probe-failed',
  title: `${url} did not give the expected answer.`,
  detail,
  remedy: 'Check the address in the configuration, and what answers there.',
})

/** Asks `url`; `use` makes the value of the answer, null says that it is not there, a problem that it cannot tell. */
export async function readProbe<T>(
  probe: HttpProbe,
  clock: Clock,
  url: string,
  use: (response: ProbeResponse) => { value: T } | { problem: Problem } | null,
  request?: ProbeRequest,
): Promise<Reading<T>> {
  const source = `GET ${url}`
  const answer = await probe.get(url, request)
  const readAt = clock.now().toISOString()
  if (!answer.ok) return { state: 'unreadable', problem: answer.problem, source, readAt }
  const used = use(answer.value)
  if (used === null) return { state: 'absent', source, readAt }
  if ('problem' in used) return { state: 'unreadable', problem: used.problem, source, readAt }
  return { state: 'read', value: used.value, source, readAt }
}

/** What a status other than the wanted one means, in a few words. */
export function describeStatus({ status, headers }: ProbeResponse): string {
  if (status < 300 || status >= 400) return `answered ${status}`
  return `answered ${status}, a redirect to ${headers['location'] ?? 'nowhere'}, which Lockstep does not follow`
}
