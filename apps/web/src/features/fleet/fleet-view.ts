import { byDriftSeverity, driftStatuses, type DriftStatus } from '@lockstep/shared-types/drift-status'
import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import type { SortDirection } from '../../ui/table.tsx'

export const fleetSorts = ['state', 'application', 'since', 'release'] as const
export type FleetSort = (typeof fleetSorts)[number]

/** What is shown of the fleet, and in which order; lives in the address. */
export type FleetView = {
  readonly text: string
  readonly status: DriftStatus | 'all'
  readonly sort: FleetSort
  readonly direction: SortDirection
}

/** Unknown values in a hand-written address count as absent. */
export const readFleetView = (query: URLSearchParams): FleetView => ({
  text: query.get('q') ?? '',
  status: driftStatuses.find((status) => status === query.get('status')) ?? 'all',
  sort: fleetSorts.find((sort) => sort === query.get('sort')) ?? 'state',
  direction: query.get('direction') === 'descending' ? 'descending' : 'ascending',
})

/** The address of a view; what is as usual stays out of it. */
export const writeFleetView = (view: FleetView): URLSearchParams => {
  const query = new URLSearchParams()
  if (view.text !== '') query.set('q', view.text)
  if (view.status !== 'all') query.set('status', view.status)
  if (view.sort !== 'state') query.set('sort', view.sort)
  if (view.direction !== 'ascending') query.set('direction', view.direction)
  return query
}

/** Pressing the column that sorts turns the order round. */
export const sortedBy = (view: FleetView, sort: FleetSort): FleetView => ({
  ...view,
  sort,
  direction: view.sort === sort && view.direction === 'ascending' ? 'descending' : 'ascending',
})

/** Those that hold every typed word in names or versions. */
export const withText = (
  environments: readonly EnvironmentSummary[],
  text: string,
): readonly EnvironmentSummary[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return environments
  return environments.filter((environment) => {
    const searched = searchedText(environment)
    return words.every((word) => searched.includes(word))
  })
}

/** How many of each status. */
export const countByStatus = (environments: readonly EnvironmentSummary[]): Record<DriftStatus, number> => {
  const counts = { ok: 0, warn: 0, fail: 0, unknown: 0 }
  for (const { status } of environments) counts[status] += 1
  return counts
}

/** One status, in order. Equal ones are ordered by name, so that a refresh moves nothing. */
export const arrange = (
  environments: readonly EnvironmentSummary[],
  view: FleetView,
): readonly EnvironmentSummary[] => {
  const sign = view.direction === 'ascending' ? 1 : -1
  return environments
    .filter(({ status }) => view.status === 'all' || status === view.status)
    .toSorted((a, b) => sign * compareBy[view.sort](a, b) || compareBy.application(a, b))
}

type Compare = (a: EnvironmentSummary, b: EnvironmentSummary) => number

/** Ascending is what is looked for first: the worst state, the latest change, the latest release. */
const compareBy = {
  state: (a, b) => byDriftSeverity(a.status, b.status),
  application: (a, b) => names.compare(a.applicationName, b.applicationName) || names.compare(a.name, b.name),
  since: (a, b) => (b.since ?? '').localeCompare(a.since ?? ''),
  release: (a, b) => releasedAt(b).localeCompare(releasedAt(a)),
} as const satisfies Record<FleetSort, Compare>

const names = new Intl.Collator('en', { numeric: true })

const releasedAt = ({ activeRelease, lastRelease }: EnvironmentSummary): string =>
  (activeRelease ?? lastRelease)?.createdAt ?? ''

const searchedText = (environment: EnvironmentSummary): string =>
  [
    environment.applicationName,
    environment.applicationId,
    environment.name,
    environment.environmentId,
    environment.frontendVersion,
    environment.backendVersion,
  ]
    .join(' ')
    .toLowerCase()
