import type { DriftReport } from '@lockstep/shared-types/drift'
import type { DriftStatus } from '@lockstep/shared-types/drift-status'
import type { DriftGlance } from '../../../domain/drift/drift-glance.ts'
import type { Observation } from '../../../domain/drift/observation.ts'
import type { JsonColumn, SerialColumn, TimeColumn } from '../columns.ts'

/** The newest report of each environment, with what it rests on. */
export type DriftReportTable = {
  application_id: string
  environment_id: string
  status: DriftStatus
  observed_at: TimeColumn
  /** What the fleet shows, so that a thousand rows are read without a thousand reports. */
  glance: JsonColumn<DriftGlance>
  report: JsonColumn<DriftReport>
  observation: JsonColumn<Observation>
}

/** Each change of an environment's status. */
export type DriftTransitionTable = {
  id: SerialColumn
  application_id: string
  environment_id: string
  at: TimeColumn
  from_status: DriftStatus | null
  to_status: DriftStatus
  headline: string
}

export type DriftTables = { drift_report: DriftReportTable; drift_transition: DriftTransitionTable }
