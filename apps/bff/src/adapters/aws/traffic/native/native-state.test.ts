import type { ServiceDeployment } from '@aws-sdk/client-ecs'
import { expect, it } from 'vitest'
import { nativeState } from './native-state.ts'

const at = (weight: number, more: ServiceDeployment): ServiceDeployment => ({
  targetServiceRevision: { requestedProductionTrafficWeight: weight },
  ...more,
})
const paused = { lifecycleHookDetails: [{ hookId: 'h1', status: 'AWAITING_ACTION' as const }] }

it.each([
  ['none yet', null, { percent: 0, settled: true, gone: 'no' }],
  ['one that starts', at(0, { status: 'PENDING' }), { percent: 0, settled: false, gone: 'no' }],
  ['one that shifts', at(10, { status: 'IN_PROGRESS' }), { percent: 10, settled: false, gone: 'no' }],
  [
    'one that waits',
    at(10, { status: 'IN_PROGRESS', ...paused }),
    { percent: 10, settled: true, gone: 'no' },
  ],
  ['one that is full', at(100, { status: 'IN_PROGRESS' }), { percent: 100, settled: true, gone: 'no' }],
  ['one that is done', at(100, { status: 'SUCCESSFUL' }), { percent: 100, gone: 'finished' }],
  [
    'one that goes back',
    at(10, { status: 'ROLLBACK_IN_PROGRESS' }),
    { percent: 10, settled: false, gone: 'no' },
  ],
  [
    'one that went back',
    at(0, { status: 'ROLLBACK_SUCCESSFUL' }),
    { percent: 0, settled: true, gone: 'rolled-back' },
  ],
  ['one that could not go back', at(10, { status: 'ROLLBACK_FAILED' }), { percent: 10, gone: 'rolled-back' }],
  ['one that was stopped', at(10, { status: 'STOPPED' }), { percent: 10, gone: 'rolled-back' }],
])('reads %s', (_what, deployment, state) => {
  expect(nativeState(deployment)).toMatchObject(state)
})

it('says why ECS went back', () => {
  const rollback = { reason: 'Service deployment rolled back because of alarm errors.' }
  const { sentence } = nativeState(at(0, { status: 'ROLLBACK_SUCCESSFUL', rollback }))
  expect(sentence).toBe(
    'ECS went back to the tasks of before. Service deployment rolled back because of alarm errors.',
  )
})
