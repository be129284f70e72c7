import type { ColumnType } from 'kysely'

export type ReplicaTables = {
  /** Which processes run the engine; one that stops beating loses its releases to another. */
  replica: { id: string; beat: ColumnType<Date, never, never> }
}
