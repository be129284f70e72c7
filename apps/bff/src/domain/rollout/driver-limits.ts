import type { DriverLimits } from '@lockstep/shared-types/rollout'
import type { EcsNativeConfig, RolloutDriverConfig } from './rollout-config.ts'

const any = { percentages: null, maxPercent: 100, down: 'any' } as const

/** What a driver can set, as AWS allows it. */
export function driverLimits(driver: RolloutDriverConfig): DriverLimits {
  switch (driver.type) {
    case 'alb-weights':
      return {
        ...any,
        sentence: 'Moves the share of backend requests, at once and in both directions.',
      }
    case 'appconfig-flag':
      return { ...any, sentence: 'Moves the share of users behind the flag; the same users stay in.' }
    case 'cloudfront-cohort':
      return {
        ...any,
        sentence: 'Moves the share of visitors who get the new frontend, from their next page load on.',
      }
    case 'paired':
      return {
        ...any,
        sentence:
          'Moves visitors with both halves: a page of one version always calls a backend of the same.',
      }
    case 'ecs-native':
      return {
        percentages: nativePercentages(driver),
        maxPercent: 100,
        down: 'zero-only',
        sentence:
          'ECS moves the traffic by the steps of its deployment: forward step by step, back only to zero.',
      }
  }
}

/** The percentages that the strategy passes, the last of them 100. */
export function nativePercentages({
  strategy,
  stepPercent,
}: Pick<EcsNativeConfig, 'strategy' | 'stepPercent'>): number[] {
  switch (strategy) {
    case 'BLUE_GREEN':
      return [0, 100]
    case 'CANARY':
      return [...new Set([0, stepPercent, 100])]
    case 'LINEAR': {
      const steps = Math.ceil(100 / stepPercent - 1e-9)
      return [
        0,
        ...Array.from({ length: steps }, (_, step) => Math.min(100, round(stepPercent * (step + 1)))),
      ]
    }
  }
}

const round = (percent: number): number => Math.round(percent * 100) / 100
