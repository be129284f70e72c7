import type { Actor } from '@lockstep/shared-types/actor'
import type { Threshold } from '@lockstep/shared-types/measurement'
import type { PolicyKind, RolloutPolicy } from '@lockstep/shared-types/policy'
import type { JsonColumn, TimeColumn } from '../columns.ts'

export type PolicyVersionTable = {
  application_id: string
  environment_id: string
  kind: PolicyKind
  version: number
  /** Thresholds or a rollout policy, by `kind`. */
  body: JsonColumn<Threshold[] | RolloutPolicy>
  changed_by: JsonColumn<Actor>
  changed_at: TimeColumn
  reason: string
  summary: string
}

export type PolicyTables = { policy_version: PolicyVersionTable }
