import type { Measurements } from '@lockstep/shared-types/measurement'
import { useMemo } from 'react'
import { formatClock } from '../../lib/format-time.ts'
import { Cell, HeaderCell, tableHead, tableRow } from '../../ui/table.tsx'
import { chartRows, formatMetric, metricName } from './chart-model.ts'

/** The same numbers to read, the latest first. */
export function MeasurementsTable({ measurements }: { measurements: Measurements }) {
  const { series } = measurements
  const rows = useMemo(() => chartRows(series).toReversed(), [series])
  return (
    <section
      aria-label="Measurements as a table"
      className="max-h-140 overflow-auto overscroll-contain rounded-b-xl"
    >
      <table className="w-full min-w-110 border-collapse text-left text-sm">
        <thead className={`sticky top-0 bg-surface ${tableHead}`}>
          <tr>
            <HeaderCell>Time</HeaderCell>
            {series.map(({ metric }) => (
              <HeaderCell key={metric} numeric className="px-2.5! whitespace-nowrap">
                {metricName[metric]}
              </HeaderCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.at} className={tableRow}>
              <Cell>{formatClock(row.at)}</Cell>
              {series.map(({ metric, unit }) => {
                const value = row[metric] ?? null
                return (
                  <Cell key={metric} numeric className="px-2.5! whitespace-nowrap">
                    {value === null ? (
                      <span className="text-muted">no value</span>
                    ) : (
                      formatMetric(value, unit)
                    )}
                  </Cell>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
