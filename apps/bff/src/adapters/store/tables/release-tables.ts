import type { Actor } from '@lockstep/shared-types/actor'
import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { InvalidationMode } from '@lockstep/shared-types/invalidation'
import type { Plan, PlanRequest } from '@lockstep/shared-types/plan'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Release, ReleaseLogEntry, ReleaseStatus, ReleaseStep } from '@lockstep/shared-types/release'
import type { ReleaseKind, ReleaseScope, ReleaseStrategy } from '@lockstep/shared-types/release-kind'
import type { ColumnType } from 'kysely'
import type { PlanBasis } from '../../../domain/release/plan-basis.ts'
import type { ServiceBefore } from '../../../domain/release/service-before.ts'
import type {
  JsonColumn,
  NullableJsonColumn,
  NullableTimeColumn,
  SerialColumn,
  TimeColumn,
} from '../columns.ts'

export type ReleaseTable = {
  id: string
  application_id: string
  environment_id: string
  kind: ReleaseKind
  scope: ReleaseScope
  strategy: ReleaseStrategy
  emergency: boolean
  status: ReleaseStatus
  artifact: NullableJsonColumn<ArtifactRef>
  from_artifact: NullableJsonColumn<ArtifactRef>
  requested_by: JsonColumn<Actor>
  actor_id: string
  reason: string | null
  created_at: TimeColumn
  ended_at: NullableTimeColumn
  outcome: string
  plan_id: string
  invalidation_mode: InvalidationMode | null
  failure: NullableJsonColumn<Problem>
  rolled_back_by: string | null
  rollback_of: string | null
  overrides: JsonColumn<Release['overrides']>
  idempotency_key: string | null
  /** Task definition that the environment ran before this release. */
  from_task_definition: string | null
  /** Task definition that this release made the service run. */
  task_definition: string | null
  /** By `cluster/service`, what it showed right before this release told it anything. */
  service_before: NullableJsonColumn<Readonly<Record<string, ServiceBefore>>>
  /** It succeeded without a task that could show whether the version is healthy. */
  unproven: ColumnType<boolean, boolean | undefined, boolean>
  /** Set by abort; every waiting step looks at it. */
  abort_requested: ColumnType<boolean, boolean | undefined, boolean>
  /** The answer to a breach. */
  decision: 'keep' | 'rollback' | null
  /** Why, in the words of who decided. */
  decision_reason: ColumnType<string | null, string | null | undefined, string | null>
}

export type ReleaseStepTable = {
  release_id: string
  position: number
  id: ReleaseStep['id']
  state: ReleaseStep['state']
  started_at: NullableTimeColumn
  ended_at: NullableTimeColumn
  expected_seconds: number
  expected_basis: ReleaseStep['expectedBasis']
  attempt: number
  progress: NullableJsonColumn<NonNullable<ReleaseStep['progress']>>
  detail: string | null
  failure: NullableJsonColumn<Problem>
}

export type ReleaseLogTable = {
  seq: SerialColumn
  release_id: string
  at: TimeColumn
  source: ReleaseLogEntry['source']
  level: ReleaseLogEntry['level']
  step: ReleaseLogEntry['step']
  message: string
  /** The same thing seen twice (an ECS event polled again, a repeated step) is one line. */
  once_key: string | null
}

export type PlanTable = {
  id: string
  application_id: string
  environment_id: string
  request: JsonColumn<PlanRequest>
  plan: JsonColumn<Plan>
  /** What the plan rests on; a start compares it with now. */
  basis: JsonColumn<PlanBasis>
  created_at: TimeColumn
  expires_at: TimeColumn
}

export type ReleaseTables = {
  release: ReleaseTable
  release_step: ReleaseStepTable
  release_log: ReleaseLogTable
  plan: PlanTable
}
