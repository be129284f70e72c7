import type { Gate, RolloutStage } from '@lockstep/shared-types/gate'
import type { MetricsConfig } from '../metrics-config.ts'
import { driverLimits } from '../rollout/driver-limits.ts'
import type { RolloutDriverConfig } from '../rollout/rollout-config.ts'
import { limitError, metricError, tooLong } from './check-limit.ts'
import type { FieldError } from './field-error.ts'

/** Stages rise to 100 % by percentages that the driver can set. Paths begin with the stage's index. */
export function checkStages(
  stages: readonly RolloutStage[],
  driver: RolloutDriverConfig,
  metrics: MetricsConfig,
): FieldError[] {
  return stages.flatMap((stage, index) => [
    ...percentErrors(stages, index, driver).map((message) => ({ path: `${index}.percent`, message })),
    ...secondsErrors(stage).map(({ path, message }) => ({ path: `${index}.${path}`, message })),
    ...gateErrors(stage.gate, metrics).map(({ path, message }) => ({
      path: `${index}.gate.${path}`,
      message,
    })),
  ])
}

/** As in the configuration. A date beyond what a clock can say would break every look. */
const longestDays = 90

const secondsErrors = ({ bakeSeconds, gate }: RolloutStage): FieldError[] =>
  [
    { path: 'bakeSeconds', seconds: bakeSeconds },
    { path: 'gate.stableSeconds', seconds: gate.stableSeconds },
  ].flatMap(({ path, seconds }) => tooLong(path, seconds, longestDays))

function percentErrors(
  stages: readonly RolloutStage[],
  index: number,
  driver: RolloutDriverConfig,
): string[] {
  const percent = stages[index]?.percent ?? 0
  const before = stages[index - 1]?.percent ?? 0
  const { percentages, maxPercent } = driverLimits(driver)
  const hundredths = percent * 100
  return [
    ...(percent < 0.01 ? ['at least 0.01 %'] : []),
    ...(percent > before ? [] : [`must be above the stage before, ${before} %`]),
    ...(Math.abs(hundredths - Math.round(hundredths)) < 1e-6 ? [] : ['at most two decimals']),
    ...(percent > maxPercent ? [`${driver.type} goes up to ${maxPercent} %`] : []),
    ...(percentages === null || percentages.includes(percent)
      ? []
      : [
          `${driver.type} cannot set ${percent} %, only ${percentages.filter((one) => one > 0).join(', ')} %`,
        ]),
    ...(index === stages.length - 1 && percent !== 100 ? ['the last stage must be 100 %'] : []),
  ]
}

function gateErrors({ criteria, manual }: Gate, metrics: MetricsConfig): FieldError[] {
  return [
    ...criteria.flatMap(({ metric, must, limit }, index) => {
      const at = (field: string, message: string | null): FieldError[] =>
        message === null ? [] : [{ path: `criteria.${index}.${field}`, message }]
      const first = criteria.findIndex((other) => other.metric === metric && other.must === must)
      return [
        ...at('metric', metricError(metric, metrics)),
        ...at('limit', limitError(metric, limit)),
        ...at('metric', first < index ? `${metric} must be ${must} a limit already` : null),
      ]
    }),
    ...manual.flatMap(({ id }, index) =>
      manual.findIndex((other) => other.id === id) < index
        ? [{ path: `manual.${index}.id`, message: `the id ${id} is there already` }]
        : [],
    ),
  ]
}
