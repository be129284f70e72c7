import type { Actor } from '@lockstep/shared-types/actor'
import type { Plan } from '@lockstep/shared-types/plan'
import type { Release, StartReleaseInput } from '@lockstep/shared-types/release'

/** The release that a plan becomes when it starts. */
export function newRelease(
  plan: Plan,
  by: {
    readonly id: string
    readonly actor: Actor
    readonly reason: string | null
    readonly overrides: StartReleaseInput['overrides']
    readonly rollbackOf: string | null
    readonly now: Date
  },
): Release {
  return {
    id: by.id,
    applicationId: plan.applicationId,
    environmentId: plan.environmentId,
    kind: plan.kind,
    scope: plan.scope,
    strategy: plan.strategy,
    status: 'queued',
    artifact: plan.artifact,
    from: plan.from,
    requestedBy: by.actor,
    reason: by.reason,
    createdAt: by.now.toISOString(),
    endedAt: null,
    outcome: 'Waits to begin.',
    planId: plan.id,
    invalidationMode: plan.invalidation?.mode ?? null,
    steps: plan.steps.map((step) => ({
      ...step,
      state: 'pending',
      startedAt: null,
      endedAt: null,
      attempt: 0,
      progress: null,
      detail: null,
      failure: null,
    })),
    failure: null,
    etaSeconds: plan.expectedSeconds,
    rolledBackBy: null,
    rollbackOf: by.rollbackOf,
    overrides: by.overrides,
  }
}
