import type { MatrixRow } from '@lockstep/shared-types/decision'
import { formatDuration } from '../../lib/format-duration.ts'
import { Badge, StatusBadge } from '../../ui/badge.tsx'
import { Cell, HeaderCell, Table, tableHead, tableRow } from '../../ui/table.tsx'
import { decisionLook, severityTone, severityWord } from '../../vocabulary/rollout/decision-look.ts'
import { rowSentence, whenText } from './policy-words.ts'

/** The decision matrix to read: a table where there is room, sentences on a phone. */
export function MatrixTable({ matrix }: { matrix: readonly MatrixRow[] }) {
  if (matrix.length === 0)
    return <p className="p-4 text-sm text-muted">No rows: only the thresholds decide.</p>
  return (
    <>
      <ol aria-label="Decisions, the hardest first" className="divide-y divide-line sm:hidden">
        {matrix.map((row, index) => (
          <li key={index} className="space-y-1 px-4 py-3 text-sm">
            <Badge tone={severityTone[row.severity]}>{severityWord[row.severity]}</Badge>
            <p className="wrap-anywhere">{rowSentence(row)}</p>
          </li>
        ))}
      </ol>
      <div className="max-sm:hidden">
        <Table label="Decision matrix, the hardest first" minWidth="min-w-0">
          <thead className={tableHead}>
            <tr>
              <HeaderCell>Severity</HeaderCell>
              <HeaderCell>When</HeaderCell>
              <HeaderCell>Decision</HeaderCell>
              <HeaderCell>Within</HeaderCell>
              <HeaderCell>Who</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {matrix.map((row, index) => (
              <tr key={index} className={tableRow}>
                <Cell>
                  <Badge tone={severityTone[row.severity]}>{severityWord[row.severity]}</Badge>
                </Cell>
                <Cell>{whenText(row)}</Cell>
                <Cell>
                  <StatusBadge look={decisionLook[row.decision]} />
                </Cell>
                <Cell>
                  {row.withinSeconds === null ? (
                    <span className="text-muted">nothing is due</span>
                  ) : (
                    formatDuration(row.withinSeconds)
                  )}
                </Cell>
                <Cell>{row.automatic ? 'by itself' : 'a person'}</Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </>
  )
}
