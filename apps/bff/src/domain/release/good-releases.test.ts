import type { VersionHold } from '@lockstep/shared-types/version-hold'
import { expect, test } from 'vitest'
import { orderGoodReleases } from './good-releases.ts'

const release = (version: string) => ({ artifact: { version, digest: `sha256:${version}` } })
const hold = (how: VersionHold['how']): VersionHold => ({
  how,
  releaseId: 'r1',
  at: '2026-11-20T10:00:00.000Z',
  by: 'Ana',
  why: null,
})
const order = (newestFirst: readonly string[], holds: Readonly<Record<string, VersionHold['how']>> = {}) =>
  orderGoodReleases(
    newestFirst.map(release),
    new Map(Object.entries(holds).map(([version, how]) => [`sha256:${version}`, hold(how)])),
  ).map((one) => `${one.artifact.version}${one.hold === null ? '' : ` ${one.hold.how}`}`)

test('goes from the newest version to the oldest, each once', () => {
  expect(order(['v3', 'v2', 'v2', 'v1'])).toEqual(['v3', 'v2', 'v1'])
})

test('does not offer what failed or was left here before what did not', () => {
  expect(order(['v4', 'v3', 'v2', 'v1'], { v4: 'rolled-back', v3: 'failed' })).toEqual([
    'v2',
    'v1',
    'v4 rolled-back',
    'v3 failed',
  ])
})

test('does not offer what no task ever ran of, once something else was released', () => {
  const unproven = { ...release('v2'), isUnproven: true }
  const names = (newestFirst: readonly { artifact: { version: string; digest: string } }[]) =>
    orderGoodReleases(newestFirst, new Map()).map(({ artifact }) => artifact.version)
  expect(names([release('v3'), unproven, release('v1')])).toEqual(['v3', 'v1'])
  expect(names([unproven, release('v1')])).toEqual(['v2', 'v1'])
  expect(names([release('v3'), unproven, release('v2')])).toEqual(['v3', 'v2'])
})

test('a release that was broken off for a reason outside of its version takes it no place', () => {
  expect(order(['v2', 'v1'], { v2: 'broken-off' })).toEqual(['v2 broken-off', 'v1'])
})
