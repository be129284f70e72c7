import { releaseStepIds } from '@lockstep/shared-types/release'
import { expect, test } from 'vitest'
import { releaseSteps } from './step-list.ts'

test('a synchronized deploy runs every step in the order of the reference document', () => {
  expect(releaseSteps({ kind: 'deploy', scope: 'both', emergency: false })).toEqual(releaseStepIds)
})

test('a backend release never touches the frontend', () => {
  expect(releaseSteps({ kind: 'deploy', scope: 'backend', emergency: false })).toEqual([
    'preflight',
    'backend-update',
    'backend-start',
    'backend-steady',
    'health',
    'watch',
  ])
})

test('a frontend release never touches the backend', () => {
  const steps = releaseSteps({ kind: 'deploy', scope: 'frontend', emergency: false })
  expect(steps.filter((step) => step.startsWith('backend') || step === 'health')).toEqual([])
  expect(steps).toContain('endpoint')
})

test('an emergency rollback does not watch, and waits for both halves all the same', () => {
  const steps = releaseSteps({ kind: 'rollback', scope: 'both', emergency: true })
  expect(steps).not.toContain('watch')
  expect(steps).toEqual(expect.arrayContaining(['backend-steady', 'invalidation-done', 'edge-version']))
})

test('an invalidation only invalidates', () => {
  expect(releaseSteps({ kind: 'invalidate', scope: 'frontend', emergency: false })).toEqual([
    'invalidate',
    'invalidation-done',
  ])
})
