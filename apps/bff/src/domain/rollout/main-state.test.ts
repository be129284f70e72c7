import { expect, test } from 'vitest'
import { deployment, read, service, target, unreadable } from '../drift/testing/drift-fixture.ts'
import { mainState } from './main-state.ts'

const old = { ...deployment, taskDefinitionArn: 'arn:old' }
const main = { ...service, taskDefinitionArn: 'arn:old', deployments: [old] }
const sick = { ...target, state: 'unhealthy' } as const
const stateOf = (change: Partial<Parameters<typeof mainState>[0]>) =>
  mainState({ service: main, targets: read([target]), taskDefinitionArn: 'arn:new', ...change })
const beside = (change: Partial<typeof deployment>) => ({
  service: { ...main, deployments: [old, { ...deployment, taskDefinitionArn: 'arn:new', ...change }] },
})

test.each([
  ['was never told of the version', 'waits', {}],
  ['nothing was registered for', 'waits', { taskDefinitionArn: null }],
  ['runs the version', 'told', { service: { ...main, taskDefinitionArn: 'arn:new' } }],
  ['ECS is still at', 'told', beside({ status: 'ACTIVE', rolloutState: 'IN_PROGRESS' })],
  ['ECS put back after it gave up', 'waits', beside({ status: 'ACTIVE', rolloutState: 'FAILED' })],
  ['ECS gave up and left', 'told', beside({ status: 'PRIMARY', rolloutState: 'FAILED' })],
  ['has no healthy target', 'down', { targets: read([sick]) }],
  ['has no target', 'down', { targets: read([]) }],
  ['has one healthy target of two', 'waits', { targets: read([sick, { ...target, id: '10.0.0.2' }]) }],
  ['has targets that cannot be read', 'waits', { targets: unreadable }],
] as const)('main that %s is %s', (_what, wanted, change) => {
  expect(stateOf(change)).toBe(wanted)
})
