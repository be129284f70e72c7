import { expect, test } from 'vitest'
import { diffTaskDefinition } from './diff-task-definition.ts'
import { pinnedImage } from './pinned-image.ts'
import { withArtifact } from './task-definition.ts'

const digest = `sha256:${'a'.repeat(64)}`
const artifact = { version: 'v20261120-101500', digest }
const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com'
const before = {
  family: 'shop',
  cpu: '256',
  containerDefinitions: [
    {
      name: 'api',
      image: `${registry}/shop:v1`,
      environment: [
        { name: 'IMAGE_TAG', value: 'v1' },
        { name: 'COMMIT_SHA', value: '1111111' },
        { name: 'LEVEL', value: 'info' },
      ],
    },
    { name: 'proxy', image: 'envoy:1', environment: [{ name: 'IMAGE_TAG', value: 'keep' }] },
  ],
}
const image = `${registry}/shop:${artifact.version}@${digest}`
const change = { containers: ['api'], image, artifact, commit: '622d2103' }

const ours = { registry: null, repository: 'shop' }

test('an image is pinned by its digest, from the registry that runs now, with the version for people', () => {
  expect(pinnedImage(`${registry}/shop:v1`, ours, artifact)).toBe(image)
})

test('a version that is no valid tag is left out of the reference', () => {
  const version = 'staging/622d2103-20250820-124500'
  expect(pinnedImage(`${registry}/shop:v1`, ours, { version, digest })).toBe(`${registry}/shop@${digest}`)
})

test('only the image and the version variables of the artifact container change', () => {
  expect(diffTaskDefinition(before, withArtifact(before, change))).toEqual([
    { path: 'containerDefinitions.api.environment.COMMIT_SHA', before: '1111111', after: '622d2103' },
    { path: 'containerDefinitions.api.environment.IMAGE_TAG', before: 'v1', after: artifact.version },
    { path: 'containerDefinitions.api.image', before: `${registry}/shop:v1`, after: image },
  ])
})

test('variables that the definition does not have are not added, and an unknown commit changes none', () => {
  const bare = { containerDefinitions: [{ name: 'api', image: 'shop:v1' }] }
  expect(withArtifact(bare, change)).toEqual({ containerDefinitions: [{ name: 'api', image }] })
  const unknown = diffTaskDefinition(before, withArtifact(before, { ...change, commit: null }))
  expect(unknown.map(({ path }) => path)).not.toContain('containerDefinitions.api.environment.COMMIT_SHA')
})

test('a diff shows what is new and what is gone', () => {
  expect(diffTaskDefinition({ a: 1, list: ['x'] }, { b: true, list: ['x', 'y'] })).toEqual([
    { path: 'a', before: '1', after: null },
    { path: 'b', before: null, after: 'true' },
    { path: 'list.1', before: null, after: 'y' },
  ])
})

test('takes the configured registry, whatever runs', () => {
  const elsewhere = { registry: '444455556666.dkr.ecr.us-east-1.amazonaws.com', repository: 'shop' }
  expect(pinnedImage(`${registry}/shop:v1`, elsewhere, artifact)).toMatch(/^444455556666\.dkr\./)
})
