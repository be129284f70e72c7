import type { DecisionMeasurement } from '@lockstep/shared-types/decision'
import { formatCount } from '../../lib/format-number.ts'
import { StatusIcon } from '../../ui/badge.tsx'
import { Cell, HeaderCell, Table, tableHead } from '../../ui/table.tsx'
import { metricWord } from '../../vocabulary/metric-words.ts'
import { variantWord, verdictLook } from '../../vocabulary/rollout/decision-look.ts'
import { limitText, valueText } from './decision-words.ts'

/** The values that a decision rests on. */
export function DecisionMeasurements({ measurements }: { measurements: readonly DecisionMeasurement[] }) {
  if (measurements.length === 0)
    return <p className="px-4 py-3 text-sm text-muted">It rests on no measurement: none was there.</p>
  return (
    <Table label="Measurements of the decision" minWidth="min-w-72">
      <thead className={tableHead}>
        <tr>
          <HeaderCell>Metric</HeaderCell>
          <HeaderCell numeric>Value</HeaderCell>
          <HeaderCell numeric>Limit</HeaderCell>
          <HeaderCell numeric className="max-sm:hidden">
            Requests
          </HeaderCell>
        </tr>
      </thead>
      <tbody>
        {measurements.map((one, index) => (
          <tr key={`${index}-${one.metric}-${one.variant}`} className="border-b border-line last:border-b-0">
            <Cell>
              <span className="flex items-center gap-2">
                <StatusIcon look={verdictLook[one.verdict]} size={14} />
                <span>
                  <span className="block first-letter:uppercase">{metricWord[one.metric]}</span>
                  <span className="block text-xs text-muted">
                    {variantWord[one.variant]}
                    {one.requests !== null && (
                      <span className="sm:hidden">, {formatCount(one.requests)} requests</span>
                    )}
                  </span>
                </span>
              </span>
            </Cell>
            <Cell
              numeric
              className={one.value === null ? 'text-muted italic' : 'font-medium whitespace-nowrap'}
            >
              {valueText(one)}
            </Cell>
            <Cell numeric className="whitespace-nowrap text-muted">
              {limitText(one)}
            </Cell>
            <Cell numeric className="text-muted max-sm:hidden">
              {one.requests === null ? '–' : formatCount(one.requests)}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
