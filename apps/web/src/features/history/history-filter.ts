import {
  activeReleaseStatuses,
  endedReleaseStatuses,
  type ReleaseSummary,
} from '@lockstep/shared-types/release'
import { releaseKinds } from '@lockstep/shared-types/release-kind'
import type { ReleaseFilter } from '../../api/releases.ts'

const statuses = [...activeReleaseStatuses, ...endedReleaseStatuses]

/** The filter in the address; unknown values of a hand-written one count as absent. */
export const readFilter = (query: URLSearchParams): ReleaseFilter => {
  const application = query.get('application') || null
  const environment = query.get('environment') || null
  const status = statuses.find((known) => known === query.get('status'))
  const kind = releaseKinds.find((known) => known === query.get('kind'))
  return {
    ...(application === null ? {} : { application }),
    ...(environment === null ? {} : { environment }),
    ...(status === undefined ? {} : { status }),
    ...(kind === undefined ? {} : { kind }),
  }
}

export const writeFilter = (filter: ReleaseFilter): URLSearchParams => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value)
  return query
}

export const isFiltered = (filter: ReleaseFilter): boolean => writeFilter(filter).size > 0

/** Seconds from start to end; null while it runs. */
export const releaseSeconds = ({
  createdAt,
  endedAt,
}: Pick<ReleaseSummary, 'createdAt' | 'endedAt'>): number | null =>
  endedAt === null ? null : (Date.parse(endedAt) - Date.parse(createdAt)) / 1000

/** At most two are compared: a third takes the place of the first. */
export const withPicked = (picked: readonly string[], id: string): readonly string[] =>
  picked.includes(id) ? picked.filter((other) => other !== id) : [...picked, id].slice(-2)
