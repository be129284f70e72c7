import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { HeaderCell, SortHeaderCell, tableHead } from '../../ui/table.tsx'
import { FleetRow, fleetRowHeight } from './fleet-row.tsx'
import type { FleetSort, FleetView } from './fleet-view.ts'

/** Only the rows in sight are in the document: a thousand environments stay fluid. */
export function FleetTable({
  environments,
  view,
  onSort,
}: {
  environments: readonly EnvironmentSummary[]
  view: FleetView
  onSort: (sort: FleetSort) => void
}) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => setTop((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY), [])
  // oxlint-disable-next-line react/incompatible-library -- the React Compiler, which it warns about, is not used
  const rows = useWindowVirtualizer({
    count: environments.length,
    estimateSize: () => fleetRowHeight,
    overscan: 12,
    scrollMargin: top,
  })
  const items = rows.getVirtualItems()
  const before = (items[0]?.start ?? top) - top
  const after = rows.getTotalSize() - ((items.at(-1)?.end ?? top) - top)
  const direction = (sort: FleetSort) => (view.sort === sort ? view.direction : null)
  return (
    <Card flush className="overflow-clip">
      <table
        aria-label="Fleet"
        aria-rowcount={environments.length + 1}
        className="w-full table-fixed border-collapse text-left text-sm"
      >
        <colgroup>
          <col className="w-[17%]" />
          <col />
          <col className="w-[15%]" />
          <col className="w-9" />
          <col className="w-[15%]" />
          <col className="w-[21%]" />
          <col className="w-12" />
        </colgroup>
        <thead className={tableHead}>
          <tr aria-rowindex={1}>
            <SortHeaderCell direction={direction('application')} onSort={() => onSort('application')}>
              Environment
            </SortHeaderCell>
            <SortHeaderCell direction={direction('state')} onSort={() => onSort('state')}>
              State
            </SortHeaderCell>
            <HeaderCell>Frontend</HeaderCell>
            <th scope="col">
              <span className="sr-only">Compared with</span>
            </th>
            <HeaderCell>Backend</HeaderCell>
            <SortHeaderCell direction={direction('release')} onSort={() => onSort('release')}>
              Release
            </SortHeaderCell>
            <th scope="col">
              <span className="sr-only">Emergency</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {before > 0 && <tr aria-hidden style={{ height: before }} />}
          {items.map(({ index }) => {
            const environment = environments[index]
            return (
              environment && (
                <FleetRow key={keyOf(environment)} environment={environment} rowIndex={index + 2} />
              )
            )
          })}
          {after > 0 && <tr aria-hidden style={{ height: after }} />}
        </tbody>
      </table>
    </Card>
  )
}

const keyOf = (environment: EnvironmentSummary) => `${environment.applicationId}/${environment.environmentId}`
