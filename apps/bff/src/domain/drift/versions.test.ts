import { expect, it } from 'vitest'
import {
  absent,
  digest,
  environment,
  image,
  observe,
  olderVersion as before,
  otherDigest,
  read,
  task,
  taskDefinition,
  unreadable,
  version,
} from './testing/drift-fixture.ts'
import { commonDigest } from './common-digest.ts'
import { backendVersion, runningArtifact, runningVersion } from './versions.ts'

it('names what runs by its own tag while the service already asks for another version', () => {
  const runningImage = read({ ...image, digest: otherDigest, tags: [before, 'latest'] })
  const tasks = read([{ ...task, imageDigest: otherDigest }])
  expect(runningArtifact(observe({ runningImage, tasks }), environment)).toEqual({
    version: before,
    digest: otherDigest,
  })
})

it('takes no word of the task definition for what runs, also beside a digest', () => {
  const runningImage = read({ ...image, tags: [before] })
  const pinned = read({ ...taskDefinition, image: `registry.example/storefront:${version}@${image.digest}` })
  const observation = observe({ runningImage, taskDefinition: pinned, lastRelease: absent })
  expect(runningArtifact(observation, environment)?.version).toBe(before)
  expect(runningVersion(observation, environment)).toMatchObject({ names: [before] })
})

it('names what runs as it was released when its tag has moved since', () => {
  const runningImage = read({ ...image, tags: [] })
  expect(backendVersion(observe({ runningImage }), environment)).toBe(version)
  expect(runningVersion(observe({ runningImage, lastRelease: absent }), environment)).toMatchObject({
    state: 'unknown',
    why: expect.stringContaining('the registry knows by no version'),
  })
})

it('goes by what most running tasks run, and of as many by the oldest; tasks that only start do not count', () => {
  const at = (imageDigest: string, minute: number, lastStatus = 'RUNNING') => ({
    ...task,
    imageDigest,
    lastStatus,
    startedAt: `2026-11-20T10:0${minute}:00.000Z`,
  })
  expect(commonDigest([at(digest, 2), at(otherDigest, 1)])).toBe(otherDigest)
  expect(commonDigest([at(digest, 2), at(digest, 3), at(otherDigest, 1)])).toBe(digest)
  expect(commonDigest([at(digest, 2), at(otherDigest, 1, 'PENDING'), at(otherDigest, 1, 'PENDING')])).toBe(
    digest,
  )
})

it('does not name what runs when the registry could not be asked', () => {
  expect(runningArtifact(observe({ runningImage: unreadable }), environment)).toBeNull()
})
