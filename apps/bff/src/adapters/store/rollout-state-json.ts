import { Actor } from '@lockstep/shared-types/actor'
import { Comparison, Decision, Severity } from '@lockstep/shared-types/decision'
import { GateState, RolloutStage } from '@lockstep/shared-types/gate'
import { Rollout } from '@lockstep/shared-types/rollout'
import { IsoTime } from '@lockstep/shared-types/time'
import { z } from 'zod'
import { noComparison } from '../../domain/decision/comparison-memory.ts'
import type { RolloutState } from '../../domain/rollout/rollout-state.ts'

const counts = { requests: z.number(), errors: z.number() }
const evidence = z.array(z.number())

const Memory = z.object({
  countedUntil: IsoTime.nullable(),
  since: IsoTime.nullable(),
  baseline: z.object(counts),
  candidate: z.object(counts),
  errorEvidence: evidence,
  latency: z.object({
    periods: z.number(),
    baselineSum: z.number(),
    candidateSum: z.number(),
    evidence,
  }),
  reference: z.object({ ...counts, p95Sum: z.number(), periods: z.number() }),
})

/**
 * A rollout's state as an earlier Lockstep may have stored it. A field that came later has a default, which must be safe for
 * a rollout that runs; the first ones have none. What a later Lockstep has stored beside them stays there.
 */
const StoredState = z.looseObject({
  ...Rollout.pick({
    phase: true,
    stages: true,
    stageIndex: true,
    stageSince: true,
    candidate: true,
    baseline: true,
    wantedBy: true,
    wantedAt: true,
    appliedAt: true,
    measuredPercent: true,
    measuredAt: true,
    held: true,
    inconclusive: true,
    problem: true,
    end: true,
  }).shape,
  stages: z.array(RolloutStage),
  // What AWS says may have more decimals than a person may set.
  wantedPercent: z.number(),
  appliedPercent: z.number().nullable(),
  writtenPercent: z.number().nullable(),
  foreign: z.object({ percent: z.number(), seenAt: IsoTime, sentence: z.string() }).nullable(),
  heldFor: z.enum(['person', 'decision', 'inconclusive', 'foreign', 'baseline']).nullable(),
  settledAt: IsoTime.nullable(),
  undoneSince: IsoTime.optional(),
  lastChange: z.object({ by: Actor, at: IsoTime, sentence: z.string() }),
  bakedSeconds: z.number(),
  graceFrom: IsoTime.nullable().default(null),
  acknowledged: Severity.nullable().default(null),
  decisionKeptAt: IsoTime.nullable().default(null),
  told: z.array(z.object({ percent: z.number(), at: IsoTime })).default([]),
  writes: z.number().default(0),
  outstanding: z.array(z.object({ id: z.string(), percent: z.number(), at: IsoTime })).default([]),
  stableSince: IsoTime.nullable().default(null),
  lookedAt: IsoTime.nullable().default(null),
  ticks: z.record(z.string(), z.object({ by: Actor, at: IsoTime })).default({}),
  gate: GateState.nullable().default(null),
  decision: Decision.nullable().default(null),
  comparison: Comparison.nullable().default(null),
  memory: Memory.default({
    ...noComparison,
    errorEvidence: [],
    latency: { ...noComparison.latency, evidence: [] },
  }),
})

/**
 * What stands in the column, as this Lockstep works with it. What is known anew at the next look, such as the decision, is
 * given up when it does not read: it must not keep anybody from watching the traffic. Throws for the rest.
 */
export function readRolloutState(stored: unknown): RolloutState {
  const read = StoredState.safeParse(stored)
  if (read.success) return read.data
  return StoredState.parse({ ...Object(stored), ...readAnew })
}

const readAnew = {
  gate: null,
  decision: null,
  decisionKeptAt: null,
  comparison: null,
  memory: noComparison,
  problem: null,
}
