import type { MeasuredSeries } from '../../features/measurements/ports.ts'
import { createReadVariants } from '../../features/measurements/read-variants.ts'
import type { VariantsRead } from '../../domain/decision/variant-window.ts'
import { advance } from '../../domain/rollout/advance.ts'
import { rolloutEvidenceSince, stageEvidenceSince } from '../../domain/rollout/evidence.ts'
import type { RolloutState } from '../../domain/rollout/rollout-state.ts'
import { look } from '../../domain/rollout/testing/rollout-fixture.ts'
import { environment } from '../../domain/drift/testing/drift-fixture.ts'
import type { Answers } from './corpus-case.ts'

/** Requests of one minute, and how many of them failed. */
export type MinuteOf = { readonly requests: number; readonly errors: number }
/** What happened in the minute that began so many minutes before the look. */
export type Happened = (minutesAgo: number) => { readonly baseline: MinuteOf; readonly candidate: MinuteOf }

const minutesKept = 15

function seriesOf(happened: Happened, to: number): MeasuredSeries[] {
  const minutes = Array.from({ length: minutesKept }, (_, index) => minutesKept - index)
  const series = (
    metric: 'requests' | 'error-rate' | 'latency-p95',
    variant: MeasuredSeries['variant'],
    value: (minutesAgo: number) => number | null,
  ): MeasuredSeries => ({
    metric,
    unit: 'count',
    periodSeconds: 60,
    variant,
    endpoint: null,
    points: minutes.map((ago) => ({ at: new Date(to - ago * 60_000).toISOString(), value: value(ago) })),
    unreadable: null,
  })
  return (['all', 'baseline', 'candidate'] as const).flatMap((variant) => {
    const count = (ago: number): MinuteOf => {
      const { baseline, candidate } = happened(ago)
      if (variant !== 'all') return variant === 'baseline' ? baseline : candidate
      return {
        requests: baseline.requests + candidate.requests,
        errors: baseline.errors + candidate.errors,
      }
    }
    const asked = (ago: number, value: number) => (count(ago).requests === 0 ? null : value)
    return [
      series('requests', variant, (ago) => asked(ago, count(ago).requests)),
      series('error-rate', variant, (ago) => asked(ago, (count(ago).errors / count(ago).requests) * 100)),
      series('latency-p95', variant, (ago) => asked(ago, 40)),
    ]
  })
}

/** One look at a rollout at a whole minute: what the decision says and what the gate. */
export async function rolloutAnswers(
  state: RolloutState,
  world: {
    readonly percent: number
    /** Seconds after the begin of the fixture; a whole minute. */
    readonly seconds: number
    readonly startedSecondsAgo: number
    readonly happened: Happened
  },
): Promise<{ readonly answers: Answers; readonly state: RolloutState }> {
  const usual = look(world.seconds, world.percent)
  const { now } = usual
  const startedAt = new Date(now.getTime() - world.startedSecondsAgo * 1000).toISOString()
  const series = seriesOf(world.happened, now.getTime())
  const readVariants = createReadVariants({
    cache: {
      get: () => ({
        window: { from: new Date(now.getTime() - minutesKept * 60_000), to: now, periodSeconds: 60 },
        series,
        readAt: now.toISOString(),
        unreadable: null,
      }),
      refresh: () => Promise.resolve(),
    },
    reads: () => Promise.reject(new Error('nothing is read')),
    clock: { now: () => now },
    windowSeconds: minutesKept * 60,
  })
  const read = async (since?: Date) => {
    const found: VariantsRead = await readVariants(environment, {
      windowSeconds: usual.policy.windowSeconds,
      ...(since && { since }),
    })
    return { ...usual.measured, ...found }
  }
  const after = advance(state, {
    ...usual,
    startedAt,
    lately: await read(),
    measured: await read(rolloutEvidenceSince({ startedAt }, now)),
    measuredForGate: await read(stageEvidenceSince(state, now)),
  }).state
  const { decision, gate, held } = after
  const unmet = gate?.checks.filter(({ state: found }) => found !== 'pass') ?? []
  return {
    state: after,
    answers: {
      decision: { status: decision?.decision ?? 'none', sentence: held?.reason ?? decision?.sentence ?? '' },
      gate: {
        status: gate?.state ?? 'none',
        sentence: unmet.map(({ sentence }) => sentence).join(' '),
      },
      wanted: { status: String(after.wantedPercent) },
    },
  }
}
