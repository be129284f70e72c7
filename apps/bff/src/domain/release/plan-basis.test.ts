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
