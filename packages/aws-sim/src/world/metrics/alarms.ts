import type { ComparisonOperator, PutMetricAlarmInput, StateValue } from '@aws-sdk/client-cloudwatch'
import { arn } from '../arn.ts'
import type { WorldContext } from '../world.ts'
import type { Metrics } from './metrics.ts'
import { query } from './query.ts'

export type AlarmRecord = {
  readonly arn: string
  settings: PutMetricAlarmInput
  state: StateValue
  reason: string
  configuredAt: number
  stateAt: number
}

export type Alarms = {
  readonly all: Map<string, AlarmRecord>
  put(settings: PutMetricAlarmInput): void
  /** Sets a state by hand; it holds until the next evaluation. */
  setState(name: string, state: StateValue, reason: string): boolean
  /** Of the names given, those in state ALARM. */
  alarming(names: readonly string[]): readonly string[]
}

const breaches = (operator: ComparisonOperator | undefined, value: number, threshold: number): boolean => {
  switch (operator) {
    case 'GreaterThanThreshold':
      return value > threshold
    case 'LessThanThreshold':
      return value < threshold
    case 'LessThanOrEqualToThreshold':
      return value <= threshold
    default:
      return value >= threshold
  }
}

type Verdict = { readonly state: StateValue; readonly reason: string }

/** Looks at the last `EvaluationPeriods` whole periods. */
export const evaluate = (metrics: Metrics, settings: PutMetricAlarmInput, now: number): Verdict | null => {
  const {
    Period = 60,
    EvaluationPeriods = 1,
    DatapointsToAlarm = EvaluationPeriods,
    Threshold = 0,
  } = settings
  const period = Period * 1000
  const to = Math.floor(now / period) * period
  const id = {
    namespace: settings.Namespace ?? '',
    name: settings.MetricName ?? '',
    dimensions: Object.fromEntries(
      (settings.Dimensions ?? []).map(({ Name = '', Value = '' }) => [Name, Value]),
    ),
  }
  const stat = settings.ExtendedStatistic ?? settings.Statistic ?? 'Average'
  const found = query(metrics, id, stat, { from: to - EvaluationPeriods * period, to, periodSeconds: Period })
  const missing = EvaluationPeriods - found.size
  const breaching = [...found.values()].filter((value) =>
    breaches(settings.ComparisonOperator, value, Threshold),
  )
  const treatment = settings.TreatMissingData ?? 'missing'
  if (treatment === 'ignore' && missing > 0) return null
  if (found.size === 0 && treatment === 'missing')
    return { state: 'INSUFFICIENT_DATA', reason: 'Insufficient Data: no datapoints were received.' }
  const count = breaching.length + (treatment === 'breaching' ? missing : 0)
  const values = [...found.values()].map((value) => value.toFixed(3)).join(', ')
  const state = count >= DatapointsToAlarm ? 'ALARM' : 'OK'
  const reason = `Threshold Crossed: ${count} out of the last ${EvaluationPeriods} datapoints [${values}] breached the threshold (${Threshold}).`
  return { state, reason: state === 'ALARM' ? reason : reason.replace('Crossed', 'not crossed') }
}

/** Alarms on single metrics, evaluated each minute of virtual time, or each tick of traffic when that is shorter. */
export const createAlarms = (context: WorldContext, metrics: Metrics): Alarms => {
  const { clock, pace } = context
  const all = new Map<string, AlarmRecord>()

  const move = (alarm: AlarmRecord, { state, reason }: Verdict): void => {
    if (alarm.state !== state) alarm.stateAt = clock.now()
    alarm.state = state
    alarm.reason = reason
  }
  const evaluateAll = (): void => {
    for (const alarm of all.values()) {
      const verdict = evaluate(metrics, alarm.settings, clock.now())
      if (verdict !== null) move(alarm, verdict)
    }
  }
  clock.every(Math.max(1, Math.min(60_000, pace.trafficTick)), evaluateAll)

  return {
    all,
    put(settings) {
      const name = settings.AlarmName ?? ''
      const known = all.get(name)
      const now = clock.now()
      if (known !== undefined) {
        known.settings = settings
        known.configuredAt = now
        return
      }
      all.set(name, {
        arn: arn(context, 'cloudwatch', `alarm:${name}`),
        settings,
        state: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        configuredAt: now,
        stateAt: now,
      })
    },
    setState(name, state, reason) {
      const alarm = all.get(name)
      if (alarm === undefined) return false
      move(alarm, { state, reason })
      return true
    },
    alarming: (names) => names.filter((name) => all.get(name)?.state === 'ALARM'),
  }
}
