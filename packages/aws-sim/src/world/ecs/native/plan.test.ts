import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import { describe, expect, test } from 'vitest'
import { planSteps, trafficPercents } from './plan.ts'
import { weightsOf } from './traffic.ts'

test.each<readonly [string, DeploymentConfiguration, readonly number[]]>([
  ['a canary without words', { strategy: 'CANARY' }, [5, 100]],
  ['a canary of everything', { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 100 } }, [100]],
  ['linear without words', { strategy: 'LINEAR' }, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]],
  [
    'steps that do not divide 100',
    { strategy: 'LINEAR', linearConfiguration: { stepPercent: 30 } },
    [30, 60, 90, 100],
  ],
  ['tenths', { strategy: 'LINEAR', linearConfiguration: { stepPercent: 33.4 } }, [33.4, 66.8, 100]],
  ['a third', { strategy: 'LINEAR', linearConfiguration: { stepPercent: 33.3 } }, [33.3, 66.6, 99.9, 100]],
  ['blue/green', { strategy: 'BLUE_GREEN' }, [100]],
])('%s goes up to 100', (_, configuration, percents) => {
  expect(trafficPercents(configuration)).toEqual(percents)
})

test.each([
  [0, [0, 100]],
  [100, [100, 0]],
  [10, [10, 90]],
  [0.1, [1, 999]],
  [33.3, [333, 667]],
])('%s percent are weights that a load balancer takes', (percent, weights) => {
  expect(weightsOf(percent)).toEqual(weights)
})

describe('the steps', () => {
  const canary: DeploymentConfiguration = {
    strategy: 'CANARY',
    canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 7 },
    bakeTimeInMinutes: 3,
  }
  const named = (configuration: DeploymentConfiguration, reconciles: boolean, shares: boolean) =>
    planSteps(configuration, { reconciles, shares }).map(({ stage, percent, bakeMinutes }) =>
      [stage, percent, bakeMinutes].filter((part) => part !== undefined).join(' '),
    )

  test('come in the order that ECS documents', () => {
    expect(named(canary, true, true)).toEqual([
      'RECONCILE_SERVICE',
      'PRE_SCALE_UP',
      'SCALE_UP',
      'POST_SCALE_UP',
      'TEST_TRAFFIC_SHIFT',
      'POST_TEST_TRAFFIC_SHIFT',
      'PRE_PRODUCTION_TRAFFIC_SHIFT',
      'PRODUCTION_TRAFFIC_SHIFT 10 7',
      'PRE_PRODUCTION_TRAFFIC_SHIFT',
      'PRODUCTION_TRAFFIC_SHIFT 100 0',
      'POST_PRODUCTION_TRAFFIC_SHIFT',
      'BAKE_TIME 3',
      'CLEAN_UP',
    ])
  })

  test('shift once and bake nothing when there is nothing to share traffic with', () => {
    const first = named(canary, false, false)
    expect(first).not.toContain('RECONCILE_SERVICE')
    expect(first.filter((step) => step.startsWith('PRODUCTION'))).toEqual(['PRODUCTION_TRAFFIC_SHIFT 100 0'])
    expect(first).toContain('BAKE_TIME 0')
  })
})
