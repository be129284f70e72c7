import type { Problem } from '@lockstep/shared-types/problem'
import type { TargetState } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { MeasurementWindow } from '../../features/measurements/ports.ts'
import type { TargetGroupDimensions } from './load-balancer-dimensions.ts'
import type { RawSeries } from './combine-metrics.ts'
import type { Answer } from './metric-questions.ts'

type ReadTargets = (
  environment: Environment,
  targetGroupArns: readonly string[],
) => Promise<Reading<readonly TargetState[]>>

type Followed = {
  readonly environment: Environment
  readonly arn: string
  readonly series: { values: ReadonlyMap<number, number>; error: unknown }
}

/** Why there is no value, told already: it was not CloudWatch that was asked. */
export type ToldError = { readonly told: Problem }
export const isTold = (error: unknown): error is ToldError =>
  typeof error === 'object' && error !== null && 'told' in error

/** Periods within which a value may be missing because CloudWatch is late. */
const latePeriods = 4

/**
 * Healthy hosts as CloudWatch counts them, and where it has stopped to, what the load balancer says now: of a target group
 * without registered targets CloudWatch reports nothing at all, which is not to be taken for "not known".
 */
export function createHostCounts(readTargets: ReadTargets, { to, periodSeconds }: MeasurementWindow) {
  const period = periodSeconds * 1000
  const last = to.getTime() - period
  const followed = new Map<Answer, Followed>()

  const fillOne = async ([answer, { environment, arn, series }]: readonly [
    Answer,
    Followed,
  ]): Promise<void> => {
    series.error = answer.error
    series.values = answer.values
    if (answer.error !== undefined) return
    const newest = Math.max(...answer.values.keys())
    if (newest > last - latePeriods * period) return
    const targets = await readTargets(environment, [arn])
    switch (targets.state) {
      case 'read':
        series.values = new Map(answer.values).set(
          last,
          targets.value.filter(({ state }) => state === 'healthy').length,
        )
        return
      case 'unreadable':
        if (answer.values.size === 0) series.error = { told: targets.problem } satisfies ToldError
        return
      case 'absent':
    }
  }

  return {
    follow(environment: Environment, { arn }: TargetGroupDimensions, answer: Answer): RawSeries {
      const known = followed.get(answer)
      if (known !== undefined) return known.series
      const series = { values: answer.values, error: answer.error }
      followed.set(answer, { environment, arn, series })
      return series
    },
    fill: async () => void (await Promise.all([...followed].map(fillOne))),
  }
}

const keptMilliseconds = 60_000

/** The same group is asked for at most once a minute: environments that rest at zero are asked for again and again. */
export function keepTargets(read: ReadTargets, now: () => number): ReadTargets {
  const kept = new Map<string, { readonly at: number; readonly reading: ReturnType<ReadTargets> }>()
  return (environment, arns) => {
    const key = arns.join(' ')
    const known = kept.get(key)
    const age = known === undefined ? keptMilliseconds : now() - known.at
    if (known !== undefined && age >= 0 && age < keptMilliseconds) return known.reading
    const reading = read(environment, arns)
    kept.set(key, { at: now(), reading })
    return reading
  }
}
