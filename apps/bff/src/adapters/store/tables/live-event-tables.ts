import type { LiveEvent } from '@lockstep/shared-types/live-event'
import type { JsonColumn, SerialColumn, TimeColumn } from '../columns.ts'

export type LiveEventTables = {
  live_event: { id: SerialColumn; at: TimeColumn; payload: JsonColumn<LiveEvent> }
}
