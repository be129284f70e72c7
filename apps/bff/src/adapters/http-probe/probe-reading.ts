import type { Problem } from '@lockstep/shared-types/problem'
import type { Clock } from '../../domain/clock.ts'
import type { Reading } from '../../domain/reading.ts'
import type { HttpProbe, ProbeRequest, ProbeResponse } from './http-probe.ts'

/** Joins the root of a site or backend with a path below it. */
export const joinUrl = (root: string, path: string): string =>
  `${root.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`

type Used<T> = { readonly value: T } | { readonly problem: Problem } | null

/** Asks `url`; `use` makes the value of the answer, null says that it is not there, a problem that it cannot tell. */
export async function readProbe<T>(
  probe: HttpProbe,
  clock: Clock,
  url: string,
  use: (response: ProbeResponse) => Used<T> | Promise<Used<T>>,
  request?: ProbeRequest,
): Promise<Reading<T>> {
  const source = `GET ${url}`
  const answer = await probe.get(url, { followsSameResource: true, ...request })
  const readAt = clock.now().toISOString()
  if (!answer.ok) return { state: 'unreadable', problem: answer.problem, source, readAt }
  const used = await use(answer.value)
  if (used === null) {
    const { status } = answer.value
    return { state: 'absent', ...(status < 400 ? {} : { status }), source, readAt }
  }
  if ('problem' in used) return { state: 'unreadable', problem: used.problem, source, readAt }
  return { state: 'read', value: used.value, source, readAt }
}
