import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { releaseStepIds, type Release } from '@lockstep/shared-types/release'
import { useQuery, useSuspenseQueries } from '@tanstack/react-query'
import { fleetQuery } from '../../api/fleet.ts'
import { releaseQuery } from '../../api/releases.ts'
import { formatDuration } from '../../lib/format-duration.ts'
import { formatFullTime } from '../../lib/format-time.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Cell, HeaderCell, Table, tableHead, tableRow } from '../../ui/table.tsx'
import { placeName } from '../../vocabulary/place-name.ts'
import { ReleaseBadge } from '../../vocabulary/release-badge.tsx'
import { releaseScopeWord, releaseStepName, releaseTitle } from '../../vocabulary/release-look.ts'
import { releaseSeconds } from './history-filter.ts'

/** Two releases side by side: versions, outcome, and how long each step took. */
export function CompareDialog({ ids, onClose }: { ids: readonly [string, string]; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Compare two releases" size="large">
      <Section fallback={<Skeleton className="h-96 rounded-xl" />}>
        <Comparison ids={ids} />
      </Section>
    </Dialog>
  )
}

function Comparison({ ids }: { ids: readonly [string, string] }) {
  const releases = useSuspenseQueries({ queries: ids.map((id) => releaseQuery(id)) })
    .map(({ data }) => data)
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
  const fleet = useQuery(fleetQuery()).data?.environments ?? []
  const steps = releaseStepIds.filter((id) => releases.some((release) => stepOf(release, id) !== undefined))
  return (
    <Table label="Comparison" minWidth="min-w-130">
      <thead className={tableHead}>
        <tr>
          <HeaderCell>
            <span className="sr-only">What</span>
          </HeaderCell>
          {releases.map((release) => (
            <HeaderCell key={release.id} className="w-2/5">
              {releaseTitle(release)}
            </HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {facts.map(({ name, of }) => (
          <tr key={name} className={tableRow}>
            <Cell className="text-muted">{name}</Cell>
            {releases.map((release) => (
              <Cell key={release.id} className="wrap-anywhere">
                {of(release, fleet)}
              </Cell>
            ))}
          </tr>
        ))}
        {steps.map((id) => (
          <tr key={id} className={tableRow}>
            <Cell className="text-muted">{releaseStepName[id]}</Cell>
            {releases.map((release) => (
              <Cell key={release.id}>{stepText(release, id)}</Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

const facts = [
  { name: 'Status', of: ({ status }: Release) => <ReleaseBadge status={status} /> },
  {
    name: 'Where',
    of: (release: Release, fleet: readonly EnvironmentSummary[]) =>
      `${placeName(fleet, release)}, ${releaseScopeWord[release.scope]}`,
  },
  { name: 'Version', of: ({ artifact }: Release) => artifact?.version ?? 'none' },
  { name: 'Before', of: ({ from }: Release) => from?.version ?? 'not known' },
  { name: 'Began', of: ({ createdAt }: Release) => formatFullTime(createdAt) },
  { name: 'By', of: ({ requestedBy }: Release) => requestedBy.name },
  { name: 'Reason', of: ({ reason }: Release) => reason ?? 'none given' },
  { name: 'Outcome', of: ({ outcome }: Release) => outcome },
  {
    name: 'Took',
    of: (release: Release) => {
      const seconds = releaseSeconds(release)
      return seconds === null ? 'not ended yet' : formatDuration(seconds)
    },
  },
]

const stepOf = (release: Release, id: Release['steps'][number]['id']) =>
  release.steps.find((step) => step.id === id)

const stepText = (release: Release, id: Release['steps'][number]['id']): string => {
  const step = stepOf(release, id)
  if (step === undefined) return 'not a part of it'
  if (step.startedAt === null || step.endedAt === null)
    return step.state === 'pending' ? 'not yet' : step.state
  const seconds = (Date.parse(step.endedAt) - Date.parse(step.startedAt)) / 1000
  return `${seconds < 1 ? 'under 1 s' : formatDuration(seconds)}${step.state === 'succeeded' ? '' : `, ${step.state}`}`
}
