import { expect, test } from 'vitest'
import { definitionArn, otherDefinitionArn, otherDigest, task } from '../drift/testing/drift-fixture.ts'
import { judgeTasks } from './judge-tasks.ts'

const running = { ...task, taskDefinitionArn: definitionArn, lastStatus: 'RUNNING' }

test.each([
  ['one image', [running, running], 'uniform'],
  ['two images under one task definition', [running, { ...running, imageDigest: otherDigest }], 'mixed'],
  ['a task of another definition', [running, { ...running, taskDefinitionArn: otherDefinitionArn }], 'mixed'],
  ['a task whose image is not resolved', [running, { ...running, imageDigest: null }], 'pending'],
  ['a list that lags behind', [running], 'pending'],
  [
    'old tasks that have stopped',
    [running, running, { ...running, lastStatus: 'STOPPED', imageDigest: otherDigest }],
    'uniform',
  ],
])('%s: %s', (_what, tasks, state) => {
  expect(judgeTasks(tasks, definitionArn, 2).state).toBe(state)
})

test('a service that is scaled to zero runs nothing wrong', () => {
  expect(judgeTasks([], definitionArn, 0)).toEqual({
    state: 'uniform',
    sentence: 'The service is scaled to zero.',
  })
})
