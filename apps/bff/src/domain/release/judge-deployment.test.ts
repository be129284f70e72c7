import { expect, test } from 'vitest'
import { definitionArn, deployment, otherDefinitionArn, service } from '../drift/testing/drift-fixture.ts'
import { judgeDeployment } from './judge-deployment.ts'

const ours = { ...deployment, taskDefinitionArn: definitionArn }
const old = {
  ...deployment,
  id: 'd0',
  status: 'ACTIVE',
  taskDefinitionArn: otherDefinitionArn,
  rolloutState: 'COMPLETED',
}
const judge = (
  deployments: (typeof ours)[],
  settled = true,
  { before = null as string[] | null, goesBack = false } = {},
) =>
  judgeDeployment(
    { ...service, deployments, goesBack },
    {
      taskDefinitionArn: definitionArn,
      before: before === null ? null : { deploymentIds: before },
      settled,
    },
  )

test('a completed deployment without old tasks is steady', () => {
  expect(judge([{ ...ours, rolloutState: 'COMPLETED', running: 2, desired: 2 }]).state).toBe('steady')
})

test('a completed deployment with old tasks still draining is not steady', () => {
  expect(judge([{ ...ours, rolloutState: 'COMPLETED', running: 2, desired: 2 }, old]).state).toBe('started')
})

test('no new task yet is pending, one is a start', () => {
  const progress = { ...ours, rolloutState: 'IN_PROGRESS', desired: 2 }
  expect(judge([{ ...progress, running: 0 }, old]).state).toBe('pending')
  expect(judge([{ ...progress, running: 1 }, old]).state).toBe('started')
})

test('a failed deployment that another took the place of is a rollback by ECS', () => {
  const failed = { ...ours, status: 'ACTIVE', rolloutState: 'FAILED', rolloutReason: 'circuit breaker' }
  expect(judge([{ ...old, status: 'PRIMARY' }, failed])).toMatchObject({
    state: 'rolled-back',
    sentence: 'circuit breaker',
  })
})

test('what took our place is a rollback where it was there before, else of somebody else, or of ECS where it goes back by itself', () => {
  const deployments = [
    { ...old, status: 'PRIMARY' },
    { ...ours, status: 'ACTIVE' },
  ]
  expect(judge(deployments, false, { before: [old.id] }).state).toBe('rolled-back')
  expect(judge(deployments, false, { before: [] }).state).toBe('replaced')
  expect(judge(deployments, false, { before: [], goesBack: true }).state).toBe('gone')
})

test('an answer from before the update is nothing until things have settled', () => {
  expect(judge([{ ...old, status: 'PRIMARY' }], false).state).toBe('pending')
  expect(judge([{ ...old, status: 'PRIMARY' }], true).state).toBe('replaced')
})

test('a deployment that was there before is not the one that was asked for', () => {
  const failed = { ...ours, rolloutState: 'FAILED', rolloutReason: 'circuit breaker' }
  expect(judge([failed], false, { before: [failed.id] }).state).toBe('pending')
  const again = { ...ours, id: 'd2', rolloutState: 'IN_PROGRESS', running: 1, desired: 2 }
  expect(judge([again, { ...failed, status: 'ACTIVE' }], true, { before: [failed.id] }).state).toBe('started')
})

test('a deployment that is neither ours nor was there before took our place, however young the update is', () => {
  const stranger = { ...old, id: 'd9', status: 'PRIMARY' }
  expect(judge([stranger], false, { before: ['d0'] }).state).toBe('replaced')
})

test('a deployment that ECS gave up and left in place is a failure, and nobody is told that something was put back', () => {
  const failed = { ...ours, rolloutState: 'FAILED', rolloutReason: 'circuit breaker' }
  expect(judge([failed, old])).toMatchObject({ state: 'failed', sentence: 'circuit breaker' })
  // Where the service goes back by itself, ECS says first that it gave up.
  expect(judge([failed, old], true, { goesBack: true }).state).toBe('pending')
})

test('old tasks that only finish their requests are told apart from those that still serve', () => {
  const all = { ...ours, rolloutState: 'IN_PROGRESS', running: 2, desired: 2 }
  expect(judge([all, { ...old, desired: 0, running: 0 }]).state).toBe('draining')
  expect(judge([all, { ...old, desired: 0, running: 1 }]).state).toBe('started')
})

test('a service that is scaled to zero is done when ECS is, and says so', () => {
  const none = { ...ours, rolloutState: 'COMPLETED', running: 0, desired: 0 }
  expect(judge([none])).toMatchObject({
    state: 'steady',
    sentence: expect.stringContaining('scaled to zero'),
  })
})
