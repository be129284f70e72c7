import { expect, it } from 'vitest'
import {
  environment,
  image,
  observe,
  olderVersion as before,
  otherDigest,
  read,
  taskDefinition,
  unreadable,
  version,
} from './testing/drift-fixture.ts'
import { isImmutableTag, olderVersion, runningArtifact } from './versions.ts'

it.each([
  ['v20250929-101500', 'v20250930-090000', 'v20250929-101500'],
  ['v20250929-101500', 'v20250929-101459', 'v20250929-101459'],
  [
    'staging/622d2103-20250820-124500',
    'staging/0a1b2c3d-20250821-080000',
    'staging/622d2103-20250820-124500',
  ],
  ['1.10.0', '1.9.9', '1.9.9'],
  ['v1.2.3', '1.2.4', 'v1.2.3'],
])('finds the older of %s and %s', (a, b, older) => {
  expect(olderVersion(a, b)).toBe(older)
  expect(olderVersion(b, a)).toBe(older)
})

it.each([
  ['v20250929-101500', '1.4.2'],
  ['main', 'v1.0.0'],
  ['1.4.2', '1.4.2'],
  ['abc', 'abd'],
])('does not order %s and %s', (a, b) => {
  expect(olderVersion(a, b)).toBeNull()
})

it('takes a tag for immutable only when it matches the pattern and is no moving name', () => {
  const environment = { versionPattern: String.raw`^v\d{8}-\d{6}$` }
  expect(isImmutableTag('v20250929-101500', environment)).toBe(true)
  expect(isImmutableTag('v20250929', environment)).toBe(false)
  expect(isImmutableTag('Latest', { versionPattern: '.' })).toBe(false)
})

it('names what runs by its own tag while the service already asks for another version', () => {
  const runningImage = read({ ...image, digest: otherDigest, tags: [before, 'latest'] })
  expect(runningArtifact(observe({ runningImage }), environment)).toEqual({
    version: before,
    digest: otherDigest,
  })
})

it('names what runs by the deployed version when that is pinned to it, whatever other tags it has', () => {
  const runningImage = read({ ...image, tags: ['v20270101-000000'] })
  const pinned = read({ ...taskDefinition, image: `registry.example/storefront:${version}@${image.digest}` })
  const observation = observe({ runningImage, taskDefinition: pinned })
  expect(runningArtifact(observation, environment)?.version).toBe(version)
})

it('does not name what runs when the registry could not be asked', () => {
  expect(runningArtifact(observe({ runningImage: unreadable }), environment)).toBeNull()
})
