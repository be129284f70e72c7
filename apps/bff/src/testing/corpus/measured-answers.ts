import type { Threshold } from '@lockstep/shared-types/measurement'
import { createCloudWatchMetricReader } from '../../adapters/aws/cloudwatch-metric-reader.ts'
import { createEcsServiceReader } from '../../adapters/aws/ecs-service-reader.ts'
import { createLoadBalancerDimensions } from '../../adapters/aws/load-balancer-dimensions.ts'
import { evaluateThresholds } from '../../domain/decision/evaluate-thresholds.ts'
import type { JudgedSeries } from '../../domain/decision/judged-span.ts'
import { judgeWatch } from '../../domain/release/judge-watch.ts'
import { readWindow } from '../../features/measurements/read-window.ts'
import type { Answers, WireRig } from './corpus-case.ts'

export const errorLimit: Threshold = {
  metric: 'error-rate',
  level: 'critical',
  comparison: 'above',
  limit: 5,
}
export const hostLimit: Threshold = {
  metric: 'healthy-hosts',
  level: 'critical',
  comparison: 'below',
  limit: 1,
}

/** What a watch of the last quarter of an hour says, and each threshold of it by its metric. */
export async function measuredAnswers(
  { environment, aws, clock }: Pick<WireRig, 'environment' | 'aws' | 'clock'>,
  thresholds: readonly Threshold[],
): Promise<Answers> {
  const lockstepClock = { now: () => clock.date() }
  const services = createEcsServiceReader(aws, lockstepClock)
  const readMetrics = createCloudWatchMetricReader(
    aws,
    lockstepClock,
    createLoadBalancerDimensions(aws, services.read, () => clock.now()),
  )
  const now = clock.date()
  const from = new Date(now.getTime() - 900_000)
  const { series } = await readWindow(
    {
      readMetrics,
      thresholdsInForce: () =>
        Promise.resolve({
          thresholds: [...thresholds],
          version: 1,
          changedBy: null,
          changedAt: null,
          reason: null,
        }),
      periodSeconds: 60,
    },
    environment,
    from,
    now,
  )
  return watchAnswers(series, from, now)
}

/** The same of series that are given. */
export function watchAnswers(series: readonly JudgedSeries[], from: Date, now: Date): Answers {
  const results = evaluateThresholds(series, { from, now, settleSeconds: 180 })
  const { verdict, sentence, unseen } = judgeWatch(results)
  return {
    'step:watch': { status: unseen !== null && verdict !== 'fail' ? 'asks' : verdict, sentence },
    ...Object.fromEntries(
      results.map((result) => [
        `threshold:${result.metric}`,
        { status: result.verdict, sentence: judgeWatch([result]).sentence },
      ]),
    ),
  }
}

export const minute = 60_000

/** One series by minutes before `now`. */
export const minutes = (
  metric: JudgedSeries['metric'],
  now: Date,
  thresholds: readonly Threshold[],
  value: (minutesAgo: number) => number | null,
): JudgedSeries => ({
  metric,
  periodSeconds: 60,
  unreadable: null,
  thresholds: [...thresholds],
  points: Array.from({ length: 15 }, (_, index) => ({
    at: new Date(now.getTime() - (15 - index) * minute).toISOString(),
    value: value(15 - index),
  })),
})
