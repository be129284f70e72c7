import { expect, test } from 'vitest'
import type { ContainerBehaviour } from '../world.ts'
import { createBehaviours } from './behaviours.ts'

const own: ContainerBehaviour = {
  health: 'pass',
  errorRate: 0.001,
  latencyMilliseconds: 40,
  version: 'v1',
  commit: 'c1',
}
const subject = { digest: 'sha256:a', service: 'api-candidate', cluster: 'shop' }

test.each([
  ['the digest', { digest: 'sha256:a' }, true],
  ['another digest', { digest: 'sha256:b' }, false],
  ['the service', { service: 'api-candidate' }, true],
  ['the service in its cluster', { service: 'shop/api-candidate' }, true],
  ['the service in another cluster', { service: 'other/api-candidate' }, false],
  ['a variant of the app', { path: 'new' }, false],
  ['everything', {}, true],
])('a rule for %s strikes %j: %s', (_, match, strikes) => {
  const behaviours = createBehaviours()
  behaviours.add(match, { errorRate: 0.5 })
  expect(behaviours.apply(subject, own)).toEqual(strikes ? { ...own, errorRate: 0.5 } : own)
})

test('of two rules the later wins, and when it goes the earlier holds again', () => {
  const behaviours = createBehaviours()
  behaviours.add({}, { errorRate: 0.1, latencyMilliseconds: 90 })
  const later = behaviours.add({ service: 'api-candidate' }, { errorRate: 0.2 })
  expect(behaviours.apply(subject, own)).toMatchObject({ errorRate: 0.2, latencyMilliseconds: 90 })
  expect(behaviours.remove(later.id)).toBe(true)
  expect(behaviours.remove(later.id)).toBe(false)
  expect(behaviours.apply(subject, own)).toMatchObject({ errorRate: 0.1, latencyMilliseconds: 90 })
  behaviours.clear()
  expect(behaviours.apply(subject, own)).toBe(own)
})
