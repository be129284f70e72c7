import { expect, test } from 'vitest'
import { environment, observe, read, image, otherDigest, unreadable } from '../drift/testing/drift-fixture.ts'
import { changedSince, planBasis } from './plan-basis.ts'

const planned = planBasis(environment, observe(), null)

test('a plan holds while nothing it rests on has changed', () => {
  expect(changedSince(planned, planBasis(environment, observe(), '622d2103'))).toEqual([])
})

test('another image and another configuration make a plan outdated, in words', () => {
  const observation = observe({ runningImage: read({ ...image, digest: otherDigest }) })
  const now = planBasis({ ...environment, forbiddenValues: ['staging'] }, observation, null)
  expect(changedSince(planned, now)).toEqual(['the image that runs', 'the configuration of the environment'])
})

test('what could not be read proves nothing', () => {
  expect(changedSince(planned, planBasis(environment, observe({ service: unreadable }), null))).toEqual([])
})

test('a share of the traffic that somebody moved meanwhile outdates a plan in stages, and no other', () => {
  const at = (percent: number) =>
    planBasis(environment, observe(), null, { ok: true, value: { percent, gone: 'no' } })
  expect(changedSince(at(0), at(0))).toEqual([])
  expect(changedSince(at(0), at(5))).toEqual(['where the traffic goes'])
  expect(changedSince(planBasis(environment, observe(), null), at(5))).toEqual([])
})
