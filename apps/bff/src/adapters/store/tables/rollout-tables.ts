import type { Decision } from '@lockstep/shared-types/decision'
import type { RolloutDriverId } from '@lockstep/shared-types/rollout'
import type { RolloutPhase } from '@lockstep/shared-types/rollout-phase'
import type { RolloutState } from '../../../domain/rollout/rollout-state.ts'
import type { JsonColumn, TimeColumn } from '../columns.ts'

export type RolloutTable = {
  release_id: string
  application_id: string
  environment_id: string
  driver: RolloutDriverId
  /** Counts every change; a writer names the one that it read. */
  revision: number
  phase: RolloutPhase
  state: JsonColumn<RolloutState>
  started_at: TimeColumn
  updated_at: TimeColumn
}

export type RolloutDecisionTable = {
  release_id: string
  seq: number
  at: TimeColumn
  decision: JsonColumn<Decision>
}

export type RolloutTables = { rollout: RolloutTable; rollout_decision: RolloutDecisionTable }
