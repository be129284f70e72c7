import type { MatrixRow } from '@lockstep/shared-types/decision'
import type { RolloutStage, SuccessCriterion } from '@lockstep/shared-types/gate'
import type { MetricsConfig } from '../domain/metrics-config.ts'
import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import type { RolloutConfig, RolloutDriverConfig } from '../domain/rollout/rollout-config.ts'
import type { MetricsSection } from './metrics-schema.ts'
import type { RolloutSection } from './rollout-schema.ts'

/** Builds what the rollouts of an environment rest on. */
export function toRollout(section: RolloutSection): RolloutConfig {
  return {
    driver: toDriver(section.driver),
    policy: {
      stages: section.stages.map(toStage),
      matrix: section.matrix?.map(toRow) ?? [...standardMatrix],
      windowSeconds: section.window,
      inconclusiveGoesBackAfterSeconds: section.inconclusiveGoesBackAfter,
    },
    intervalSeconds: section.interval,
    preflightProbes: section.preflight.map(toAnswer),
    zeroProbes: section.afterZero.map(toAnswer),
    openApi: section.openApi,
  }
}

function toDriver(driver: RolloutSection['driver']): RolloutDriverConfig {
  if (driver.type !== 'ecs-native') return driver
  const { type, strategy, stepPercent, pauseTimeout } = driver
  return { type, strategy, stepPercent, pauseTimeoutSeconds: pauseTimeout }
}

function toStage(stage: RolloutSection['stages'][number]): RolloutStage {
  const { percent, bake, stable, comparison, manual, promotion } = stage
  return {
    percent,
    bakeSeconds: bake,
    gate: {
      stableSeconds: stable,
      criteria: [...toCriteria(stage.below, 'below'), ...toCriteria(stage.above, 'above')],
      comparison,
      manual,
      promotion,
    },
  }
}

const toCriteria = (
  limits: RolloutSection['stages'][number]['below'],
  must: SuccessCriterion['must'],
): SuccessCriterion[] =>
  (Object.keys(limits) as SuccessCriterion['metric'][]).flatMap((metric) => {
    const limit = limits[metric]
    return limit === undefined ? [] : [{ metric, must, limit }]
  })

const toRow = ({ within, ...row }: NonNullable<RolloutSection['matrix']>[number]): MatrixRow => ({
  ...row,
  withinSeconds: within,
})

const toAnswer = ({ name, path, status, holds }: RolloutSection['preflight'][number]) => ({
  name,
  path,
  status,
  bodyHolds: holds,
})

export const toMetrics = ({ application, database, rum }: MetricsSection): MetricsConfig => ({
  application,
  database: database === null ? null : { instanceId: database.instance },
  rum: rum === null ? null : { applicationName: rum.application },
})
