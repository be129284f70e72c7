import { expect, it } from 'vitest'
import { environment, otherDigest, read, taskDefinition } from '../../domain/drift/testing/drift-fixture.ts'
import { withUnfitPlatform } from './rollback-platform.ts'

const own = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/storefront:40'

/** What is unfit of a rollback to an image of these platforms, whose own definition says `platform`. */
async function unfitOf(images: readonly (string | null)[], platform?: string | null) {
  const released = platform !== undefined
  const found = await withUnfitPlatform(
    {
      platformImages: async () => read(images.map((one, index) => ({ digest: `${index}`, platform: one }))),
      taskDefinition: async () => read({ ...taskDefinition, platform: platform ?? null }),
    },
    environment,
    {
      registry: null,
      targets: read(
        released
          ? [{ version: 'v1', digest: otherDigest, taskDefinitionArn: own, isPresumedRunning: false }]
          : [],
      ),
    },
    read({
      version: 'v1',
      digest: otherDigest,
      image: 'there',
      taskDefinition: released ? 'active' : 'will-be-registered',
    }),
    'linux/amd64',
  )
  return found.state === 'read' ? (found.value.unfit ?? null) : found.state
}

it('objects to an image that is made for other processors than its tasks would have', async () => {
  expect(await unfitOf(['linux/arm64'])).toEqual({ made: ['linux/arm64'], wanted: 'linux/amd64' })
  expect(await unfitOf(['linux/arm64'], 'linux/amd64')).toMatchObject({ wanted: 'linux/amd64' })
})

it('objects to nothing that fits, that its own definition fits, or that is not known', async () => {
  expect(await unfitOf(['linux/arm64', 'linux/amd64'])).toBeNull()
  expect(await unfitOf(['linux/arm64'], 'linux/arm64')).toBeNull()
  // Where the cluster's instances decide, nobody knows it.
  expect(await unfitOf(['linux/arm64'], null)).toBeNull()
  expect(await unfitOf(['linux/arm64', null])).toBeNull()
})
