import type { BenchRow } from './row.ts'

/** One line a row, in columns. */
export function printTable(rows: readonly BenchRow[]): void {
  const names = Math.max(...rows.map(({ name }) => name.length))
  const values = Math.max(...rows.map((row) => shown(row).length))
  for (const row of rows)
    console.log(
      `${row.name.padEnd(names)}  ${shown(row).padStart(values)}  ${row.comparedWith ?? ''}`.trimEnd(),
    )
}

const shown = ({ value, unit }: BenchRow): string => `${value} ${unit}`
