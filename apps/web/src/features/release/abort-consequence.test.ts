import type { ReleaseStep } from '@lockstep/shared-types/release'
import { describe, expect, test } from 'vitest'
import { abortConsequence } from './abort-consequence.ts'

const step = (more: Partial<ReleaseStep>): ReleaseStep => ({
  id: 'preflight',
  state: 'pending',
  startedAt: null,
  endedAt: null,
  expectedSeconds: 90,
  expectedBasis: 'default',
  attempt: 0,
  progress: null,
  detail: null,
  failure: null,
  ...more,
})
const running = step({ state: 'running' })
const done = step({ state: 'succeeded' })

describe('what an abort leaves behind', () => {
  const artifact = { version: 'v2', digest: '' }
  const after = (...steps: ReleaseStep[]) =>
    abortConsequence({ steps, artifact, from: { version: 'v1', digest: '' } })

  test('nothing, before anything was touched', () => {
    expect(after(done, step({ id: 'backend-update' }))).toContain('Nothing was changed')
  })

  test('differing halves, between the two', () => {
    const sentence = after({ ...done, id: 'backend-update' }, step({ id: 'frontend-publish' }))
    expect(sentence).toContain('The halves may then differ')
    expect(sentence).toContain('the frontend is not changed')
  })

  test('both halves new, after the frontend was published', () => {
    const both = after({ ...done, id: 'backend-update' }, { ...done, id: 'frontend-publish' })
    expect(both).toContain('Both halves were told to go to v2')
  })

  test('files of either version, while the frontend is being published', () => {
    const both = after({ ...done, id: 'backend-update' }, { ...running, id: 'frontend-publish' })
    expect(both).toContain('pages load whole, of the version before or of v2')
    expect(both).not.toContain('Both halves')
  })

  test('a running invalidation cannot be called back', () => {
    expect(after({ ...running, id: 'invalidate' })).toContain('runs to its end')
  })

  test('everybody on the version before, while a rollout moves the traffic', () => {
    const moving = after({ ...done, id: 'candidate-update' }, { ...running, id: 'rollout' })
    expect(moving).toBe('All traffic goes back to v1 at once.')
  })

  test('nobody on the new version, while the candidate is prepared', () => {
    const prepared = after({ ...running, id: 'candidate-update' }, step({ id: 'rollout' }))
    expect(prepared).toContain('everybody stays on v1')
  })

  test('a backend that was updated before its pages were rolled out stays', () => {
    const moving = after(
      { ...done, id: 'backend-update' },
      { ...done, id: 'candidate-publish' },
      { ...running, id: 'rollout' },
    )
    expect(moving).toBe('All traffic goes back to v1 at once. The backend stays on v2.')
  })
})
