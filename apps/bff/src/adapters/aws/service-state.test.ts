import { expect, it } from 'vitest'
import { ServiceReply, toServiceState } from './service-state.ts'

const reply = (change: object) =>
  toServiceState(
    ServiceReply.parse({
      serviceArn: 'service/shop',
      serviceName: 'shop',
      status: 'ACTIVE',
      desiredCount: 1,
      runningCount: 1,
      pendingCount: 0,
      ...change,
    }),
  ).rolls

const percentages = { minimumHealthyPercent: 50, maximumPercent: 150 }

it.each([
  ['replaces tasks within them', { deploymentConfiguration: percentages }, percentages],
  ['says so itself', { deploymentConfiguration: { ...percentages, strategy: 'ROLLING' } }, percentages],
  [
    'starts all beside the old ones',
    { deploymentConfiguration: { ...percentages, strategy: 'BLUE_GREEN' } },
    undefined,
  ],
  [
    'shifts a share at a time',
    { deploymentConfiguration: { ...percentages, strategy: 'CANARY' } },
    undefined,
  ],
  [
    'is not what deploys',
    { deploymentConfiguration: percentages, deploymentController: { type: 'CODE_DEPLOY' } },
    undefined,
  ],
  ['says nothing of them', { deploymentConfiguration: {} }, undefined],
])('keeps the percentages of a service where ECS %s', (_what, change, expected) => {
  expect(reply(change)).toEqual(expected)
})
