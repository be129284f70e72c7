import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import { expect, it } from 'vitest'
import { stagedConfiguration, unpausedConfiguration } from './deployment-configuration.ts'

const lambda = {
  targetType: 'AWS_LAMBDA',
  hookTargetArn: 'arn:aws:lambda:eu-west-1:123456789012:function:check',
  lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
} as const
const current: DeploymentConfiguration = {
  strategy: 'LINEAR',
  linearConfiguration: { stepPercent: 25, stepBakeTimeInMinutes: 3 },
  deploymentCircuitBreaker: { enable: true, rollback: true },
  lifecycleHooks: [{ ...lambda, lifecycleStages: [...lambda.lifecycleStages] }],
}
const canary = {
  type: 'ecs-native',
  strategy: 'CANARY',
  stepPercent: 10,
  pauseTimeoutSeconds: 86_401,
} as const

it('sets the strategy, its step and the pauses, and keeps what else the team has set', () => {
  expect(stagedConfiguration(current, canary)).toEqual({
    strategy: 'CANARY',
    canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 0 },
    deploymentCircuitBreaker: { enable: true, rollback: true },
    lifecycleHooks: [
      lambda,
      {
        targetType: 'PAUSE',
        lifecycleStages: ['PRE_PRODUCTION_TRAFFIC_SHIFT', 'POST_PRODUCTION_TRAFFIC_SHIFT'],
        timeoutConfiguration: { timeoutInMinutes: 1441, action: 'ROLLBACK' },
      },
    ],
  })
})

it('does not add the pauses twice', () => {
  const once = stagedConfiguration(current, canary)
  expect(stagedConfiguration(once, canary)).toEqual(once)
})

it('takes only its own pauses away for a release all at once', () => {
  const staged = stagedConfiguration(current, canary)
  expect(unpausedConfiguration(staged)?.lifecycleHooks).toEqual([lambda])
  expect(unpausedConfiguration(current)).toBeNull()
})

it('waits for no longer than AWS lets it', () => {
  const [pause] = stagedConfiguration({}, { ...canary, pauseTimeoutSeconds: 10_000_000 }).lifecycleHooks ?? []
  expect(pause?.timeoutConfiguration?.timeoutInMinutes).toBe(20_160)
})
