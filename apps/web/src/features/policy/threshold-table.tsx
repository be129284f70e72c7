import { metricIds, type Threshold } from '@lockstep/shared-types/measurement'
import { Cell, HeaderCell, Table, tableHead, tableRow } from '../../ui/table.tsx'
import { metricTitle } from '../../vocabulary/charts/metric-title.ts'
import { limitText, metricUnitOf } from '../../vocabulary/metric-words.ts'

/** The limits in force, by metric. */
export function ThresholdTable({ thresholds }: { thresholds: readonly Threshold[] }) {
  if (thresholds.length === 0)
    return <p className="p-4 text-sm text-muted">No limits: nothing is ever a warning or critical here.</p>
  const metrics = metricIds.filter((metric) => thresholds.some((one) => one.metric === metric))
  return (
    <Table label="Thresholds" minWidth="min-w-0">
      <thead className={tableHead}>
        <tr>
          <HeaderCell>Metric</HeaderCell>
          <HeaderCell>Warning</HeaderCell>
          <HeaderCell>Critical</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {metrics.map((metric) => (
          <tr key={metric} className={tableRow}>
            <Cell className="font-medium">{metricTitle[metric]}</Cell>
            {(['warning', 'critical'] as const).map((level) => (
              <Cell key={level}>
                {thresholds
                  .filter((one) => one.metric === metric && one.level === level)
                  .map(
                    ({ comparison, limit }) =>
                      `${comparison} ${limitText(limit, metricUnitOf[metric]).replaceAll(' ', '\u00a0')}`,
                  )
                  .join(', ') || <span className="text-muted">none</span>}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
