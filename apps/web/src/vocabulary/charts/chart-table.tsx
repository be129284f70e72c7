import { ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import { classNames } from '../../lib/class-names.ts'
import { Cell, HeaderCell, tableHead, tableRow } from '../../ui/table.tsx'
import { useChartGroup } from './chart-group.tsx'
import type { ChartLine } from './chart-line.ts'
import { rowsWithin, type ChartRow } from './chart-rows.ts'
import { formatMoment } from './chart-time.ts'
import { formatMetric, unitName } from './metric-title.ts'

/** The numbers of a chart to read, the newest first, behind a button. */
export function ChartTable({
  title,
  lines,
  rows,
}: {
  title: string
  lines: readonly ChartLine[]
  rows: readonly ChartRow[]
}) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        aria-label={`${title} as a table`}
        onClick={() => setOpen(!open)}
        className="-ml-1 inline-flex min-h-6 items-center gap-0.5 rounded-md px-1 text-xs text-muted hover:text-fg"
      >
        <ChevronRight
          size={13}
          aria-hidden
          className={classNames('transition-transform duration-100', open && 'rotate-90')}
        />
        Table
      </button>
      <div id={id} hidden={!open}>
        {open && <Numbers title={title} lines={lines} rows={rows} />}
      </div>
    </div>
  )
}

function Numbers({
  title,
  lines,
  rows,
}: {
  title: string
  lines: readonly ChartLine[]
  rows: readonly ChartRow[]
}) {
  const { view } = useChartGroup()
  const shown = rowsWithin(rows, view)
    .filter(({ at }) => at >= view.from && at <= view.to)
    .toReversed()
  return (
    <section
      aria-label={`Numbers: ${title}`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is reached by keyboard
      tabIndex={0}
      className="max-h-72 overflow-auto overscroll-contain rounded-lg border border-line"
    >
      <table className="w-full border-collapse text-left text-sm">
        <caption className="sr-only">
          {title}, {formatMoment(view.from, view)} to {formatMoment(view.to, view)}, the newest first
        </caption>
        <thead className={`sticky top-0 bg-surface ${tableHead}`}>
          <tr>
            <HeaderCell className="px-3!">Time</HeaderCell>
            {lines.map(({ key, label, unit }) => (
              <HeaderCell key={key} numeric className="px-3! whitespace-nowrap">
                {label} ({unitName[unit]})
              </HeaderCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ at, values }) => (
            <tr key={at} className={tableRow}>
              <Cell className="px-3! whitespace-nowrap">{formatMoment(at, view)}</Cell>
              {lines.map(({ key, unit }) => {
                const value = values[key] ?? null
                return (
                  <Cell key={key} numeric className="px-3! whitespace-nowrap">
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
