import type { Actor } from '@lockstep/shared-types/actor'
import type { RolloutStage } from '@lockstep/shared-types/gate'
import type { RolloutControlInput } from '@lockstep/shared-types/rollout'
import type { DecisionInputs, VariantWindow } from '../../decision/variant-window.ts'
import { ok, type Result } from '../../result.ts'
import type { PercentLimits } from '../allowed-percent.ts'
import { control } from '../control.ts'
import type { Controlled } from '../control-input.ts'
import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import type { Look } from '../look.ts'
import { newRollout } from '../new-rollout.ts'
import type { RolloutState } from '../rollout-state.ts'
import type { TrafficState } from '../traffic.ts'

export const ana: Actor = { id: 'ana', name: 'Ana', kind: 'person' }
export const ben: Actor = { id: 'ben', name: 'Ben', kind: 'person' }
export const begin = Date.parse('2026-11-20T10:00:00.000Z')
export const after = (seconds: number): Date => new Date(begin + seconds * 1000)
export const intervalSeconds = 15

export const stage = (percent: number, change: Partial<RolloutStage> = {}): RolloutStage => ({
  percent,
  bakeSeconds: 60,
  gate: { stableSeconds: 0, criteria: [], comparison: 'none', manual: [], promotion: 'automatic' },
  ...change,
})
export const stages = [stage(10), stage(50), stage(100)]

export const begun = (given: readonly RolloutStage[] = stages): RolloutState =>
  newRollout({
    stages: given,
    candidate: { version: 'v2', digest: `sha256:${'2'.repeat(64)}` },
    baseline: { version: 'v1', digest: `sha256:${'1'.repeat(64)}` },
    by: ana,
    at: after(0).toISOString(),
  })

/** At a stage, with AWS saying what is wanted since a minute. */
export const bakingAt = (index: number, change: Partial<RolloutState> = {}): RolloutState => ({
  ...begun(),
  phase: 'baking',
  stageIndex: index,
  stageSince: after(-120).toISOString(),
  wantedPercent: stages[index]?.percent ?? 0,
  writtenPercent: stages[index]?.percent ?? 0,
  appliedPercent: stages[index]?.percent ?? 0,
  settledAt: after(-900).toISOString(),
  lookedAt: after(0).toISOString(),
  ...change,
})

export type Health = 'well' | 'low' | 'medium' | 'high' | 'critical' | 'missing'
const errorRates = { well: 0.02, low: 0.2, medium: 0.7, high: 2, critical: 7 } as const

function window(variant: VariantWindow['variant'], health: Health, now: Date): VariantWindow {
  const at = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString()
  const known = health !== 'missing'
  return {
    variant,
    from: at(300),
    to: at(0),
    periodSeconds: 60,
    values: known ? { 'error-rate': errorRates[health], 'latency-p95': 180 } : {},
    requests: known ? 100_000 : null,
    newestAt: known ? at(60) : null,
    periods: [],
  }
}

export const measured = (health: Health, now: Date): DecisionInputs => ({
  now,
  all: window('all', health, now),
  baseline: window('baseline', health === 'missing' ? 'missing' : 'well', now),
  candidate: window('candidate', health, now),
  unreadable: null,
  availability: 'up',
  staleAfterSeconds: 240,
})

export const says = (percent: number, change: Partial<TrafficState> = {}): Result<TrafficState> =>
  ok({ percent, settled: true, sentence: `AWS says ${percent} %.`, gone: 'no', ...change })

/** A look so many seconds after the begin. */
export function look(
  seconds: number,
  percent: number | Result<TrafficState>,
  health: Health = 'well',
  change: Partial<Look> = {},
): Look {
  const now = after(seconds)
  const inputs = measured(health, now)
  return {
    releaseId: '01J0000000000000000000000',
    now,
    startedAt: after(-900).toISOString(),
    traffic: typeof percent === 'number' ? says(percent) : percent,
    measured: inputs,
    lately: inputs,
    measuredForGate: inputs,
    policy: { matrix: [...standardMatrix], windowSeconds: 300, inconclusiveGoesBackAfterSeconds: 1800 },
    policyVersion: 0,
    limits: { percentages: null, maxPercent: 100, down: 'any', sentence: 'Any.' },
    intervalSeconds,
    ...change,
  }
}

const anyPercent: PercentLimits = {
  driver: 'alb-weights',
  limits: { percentages: null, maxPercent: 100, down: 'any', sentence: 'Any.' },
}

/** A person's action on what they see. */
export const press = (
  state: RolloutState,
  input: DistributiveOmit<RolloutControlInput, 'revision' | 'reason'> & { readonly reason?: string | null },
  by: {
    readonly actor?: Actor
    readonly seconds?: number
    readonly seen?: number
    readonly allowed?: PercentLimits
  } = {},
): Result<Controlled> =>
  control(
    { revision: 3, state },
    {
      input: { reason: null, ...input, revision: by.seen ?? 3 },
      actor: by.actor ?? ana,
      now: after(by.seconds ?? 1),
      intervalSeconds,
      allowed: by.allowed ?? anyPercent,
    },
  )

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
