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
const judge = (deployments: (typeof ours)[], settled = true) =>
  judgeDeployment({ ...service, deployments }, definitionArn, settled)

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

test('a failed deployment and one that another took the place of are rollbacks by ECS', () => {
  const failed = { ...ours, status: 'ACTIVE', rolloutState: 'FAILED', rolloutReason: 'circuit breaker' }
  expect(judge([{ ...old, status: 'PRIMARY' }, failed])).toMatchObject({
    state: 'rolled-back',
    sentence: 'circuit breaker',
  })
  expect(
    judge(
      [
        { ...old, status: 'PRIMARY' },
        { ...ours, status: 'ACTIVE' },
      ],
      false,
    ).state,
  ).toBe('rolled-back')
})

test('an answer from before the update is no rollback until things have settled', () => {
  expect(judge([{ ...old, status: 'PRIMARY' }], false).state).toBe('pending')
  expect(judge([{ ...old, status: 'PRIMARY' }], true).state).toBe('rolled-back')
})
