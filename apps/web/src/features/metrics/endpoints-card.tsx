import type { Measurements } from '@lockstep/shared-types/measurement'
import { formatCount, formatMilliseconds, formatPercent } from '../../lib/format-number.ts'
import { Card } from '../../ui/card.tsx'
import { textLink } from '../../ui/styles.ts'
import { Cell, HeaderCell, Table, tableHead, tableRow } from '../../ui/table.tsx'
import { endpointRows } from './endpoint-rows.ts'

/** Every endpoint over the window; pressing one draws it in the charts above. */
export function EndpointsCard({
  measurements,
  chosen,
  onChoose,
}: {
  measurements: Measurements
  chosen: string | null
  onChoose: (endpoint: string | null) => void
}) {
  const rows = endpointRows(measurements)
  if (rows.length === 0) return null
  return (
    <Card title="By endpoint" note="Over the whole window; the most errors first" flush>
      <Table label="Endpoints" minWidth="min-w-130">
        <thead className={tableHead}>
          <tr>
            <HeaderCell>Endpoint</HeaderCell>
            <HeaderCell numeric>Requests</HeaderCell>
            <HeaderCell numeric>Error rate</HeaderCell>
            <HeaderCell numeric>Highest p95</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ endpoint, requests, errorRate, highestP95 }) => (
            <tr key={endpoint} className={tableRow} aria-current={chosen === endpoint || undefined}>
              <Cell>
                <button
                  type="button"
                  aria-pressed={chosen === endpoint}
                  onClick={() => onChoose(chosen === endpoint ? null : endpoint)}
                  className={`${textLink} min-h-6 text-left aria-pressed:font-semibold aria-pressed:underline`}
                >
                  {endpoint}
                </button>
              </Cell>
              <Cell numeric>{valueText(requests, formatCount)}</Cell>
              <Cell numeric>{valueText(errorRate, formatPercent)}</Cell>
              <Cell numeric>{valueText(highestP95, formatMilliseconds)}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  )
}

const valueText = (value: number | null, format: (value: number) => string): string =>
  value === null ? 'no value' : format(value)
