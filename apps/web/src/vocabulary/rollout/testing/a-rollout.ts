import type { Actor } from '@lockstep/shared-types/actor'
import type { Decision } from '@lockstep/shared-types/decision'
import type { GateCheck, GateState, RolloutStage } from '@lockstep/shared-types/gate'
import type { Rollout } from '@lockstep/shared-types/rollout'

export const now = '2026-11-20T12:00:00.000Z'
/** A moment so many seconds from now. */
export const at = (seconds: number): string => new Date(Date.parse(now) + seconds * 1000).toISOString()

export const ana: Actor = { id: 'ana', name: 'Ana', kind: 'person' }
export const lockstep: Actor = { id: 'lockstep', name: 'Lockstep', kind: 'system' }

export const aStage = (percent: number, more: Partial<RolloutStage['gate']> = {}): RolloutStage => ({
  percent,
  bakeSeconds: 600,
  gate: { stableSeconds: 0, criteria: [], comparison: 'none', manual: [], promotion: 'automatic', ...more },
})

export const aCheck = (id: string, state: GateCheck['state'], more: Partial<GateCheck> = {}): GateCheck => ({
  id,
  state,
  sentence: `${id} is ${state}.`,
  passesAt: null,
  tickedBy: null,
  tickedAt: null,
  ...more,
})

export const aGate = (state: GateState['state'], ...checks: GateCheck[]): GateState => ({ state, checks })

export const aDecision = (more: Partial<Decision> = {}): Decision => ({
  seq: 1,
  releaseId: 'r1',
  at: now,
  decision: 'continue',
  severity: null,
  verdict: 'pass',
  sentence: 'All is within its limits.',
  stageIndex: 0,
  percent: 10,
  policyVersion: 0,
  measurements: [],
  comparison: null,
  dueAt: null,
  effect: 'nothing',
  actedAt: null,
  ...more,
})

/** At the first of three stages, with a gate that passes. */
export const aRollout = (more: Partial<Rollout> = {}): Rollout => ({
  applicationId: 'shop',
  environmentId: 'production',
  releaseId: 'r1',
  driver: 'alb-weights',
  revision: 3,
  phase: 'baking',
  stages: [aStage(10), aStage(50), aStage(100)],
  stageIndex: 0,
  stageSince: at(-300),
  candidate: { version: 'v2', digest: `sha256:${'2'.repeat(64)}` },
  baseline: { version: 'v1', digest: `sha256:${'1'.repeat(64)}` },
  limits: { percentages: null, maxPercent: 100, down: 'any', sentence: 'Any percentage.' },
  wantedPercent: 10,
  wantedBy: lockstep,
  wantedAt: at(-300),
  appliedPercent: 10,
  appliedAt: at(-2),
  measuredPercent: 10,
  measuredAt: at(-20),
  bakeRemainingSeconds: 0,
  bakeUntil: null,
  held: null,
  gate: { state: 'pass', checks: [aCheck('bake', 'pass')] },
  decision: aDecision(),
  inconclusive: null,
  foreign: null,
  problem: null,
  end: null,
  startedAt: at(-300),
  updatedAt: at(-2),
  ...more,
})
