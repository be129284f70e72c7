import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { useQuery } from '@tanstack/react-query'
import { SearchX, Settings2 } from 'lucide-react'
import { useDeferredValue, useMemo } from 'react'
import { fleetQuery } from '../../api/fleet.ts'
import { throwWithoutData } from '../../api/query-client.ts'
import { plural } from '../../lib/format-number.ts'
import { useMediaQuery } from '../../lib/use-media-query.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { FleetCards } from './fleet-cards.tsx'
import { FleetHeading } from './fleet-heading.tsx'
import { FleetSkeleton } from './fleet-skeleton.tsx'
import { FleetTable } from './fleet-table.tsx'
import { FleetToolbar } from './fleet-toolbar.tsx'
import { arrange, countByStatus, readFleetView, sortedBy, withText } from './fleet-view.ts'
import { useAged } from './use-aged.ts'
import { useFleetView } from './use-fleet-view.ts'

export function FleetContent() {
  const { data } = useQuery({ ...fleetQuery(), throwOnError: throwWithoutData })
  return data === undefined ? <FleetSkeleton /> : <FleetView listed={data.environments} />
}

function FleetView({ listed }: { listed: readonly EnvironmentSummary[] }) {
  const environments = useAged(listed)
  const [view, changeView] = useFleetView()
  const isWide = useMediaQuery('(min-width: 64rem)')
  const text = useDeferredValue(view.text)
  const matching = useMemo(() => withText(environments, text), [environments, text])
  const counts = useMemo(() => countByStatus(matching), [matching])
  const shown = useMemo(() => arrange(matching, view), [matching, view])
  const applications = new Set(environments.map(({ applicationId }) => applicationId)).size

  if (environments.length === 0) return <NoEnvironments />
  return (
    <>
      <FleetHeading
        note={`${plural(applications, 'application')}, ${plural(environments.length, 'environment')}`}
      />
      <FleetToolbar view={view} counts={counts} shown={shown.length} onChange={changeView} />
      {shown.length === 0 ? (
        <Card flush>
          <EmptyState
            icon={<SearchX size={20} />}
            title="No environment matches"
            action={
              <Button onClick={() => changeView(readFleetView(new URLSearchParams()))}>Show all</Button>
            }
          >
            Nothing of {plural(environments.length, 'environment')} has this text and status.
          </EmptyState>
        </Card>
      ) : isWide ? (
        <FleetTable environments={shown} view={view} onSort={(sort) => changeView(sortedBy(view, sort))} />
      ) : (
        <FleetCards environments={shown} />
      )}
    </>
  )
}

function NoEnvironments() {
  return (
    <>
      <FleetHeading note="No environments yet" />
      <Card flush>
        <EmptyState icon={<Settings2 size={20} />} title="The configuration names no environment">
          Add an application with its environments to the configuration file, check it with{' '}
          <code className="text-fg">lockstep validate</code>, and start Lockstep again.
        </EmptyState>
      </Card>
    </>
  )
}
