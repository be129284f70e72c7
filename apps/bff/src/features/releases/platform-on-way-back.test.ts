import { expect, it } from 'vitest'
import { environment, observe, read, taskDefinition } from '../../domain/drift/testing/drift-fixture.ts'
import { ok } from '../../domain/result.ts'
import { platformOnWayBack } from './platform-on-way-back.ts'
import type { DescribedTaskDefinition } from './ports.ts'

const digest = `sha256:${'c'.repeat(64)}`
const observation = observe({ taskDefinition: read({ ...taskDefinition, platform: 'linux/arm64' }) })
const definition = (platform: string, active = true): DescribedTaskDefinition => ({
  arn: 'arn',
  family: 'storefront',
  active,
  image: 'storefront',
  containers: [],
  tags: {},
  platform,
})

it.each<[string, string[] | null, DescribedTaskDefinition | null, DescribedTaskDefinition | null, string]>([
  ['of what fits today, without asking', ['linux/arm64'], null, null, 'linux/arm64'],
  ['of what does not say it', null, null, null, 'linux/arm64'],
  ['by the definition of its release', ['linux/amd64'], definition('linux/amd64'), null, 'linux/amd64'],
  [
    'by another definition with its image, once that is deregistered',
    ['linux/amd64'],
    definition('linux/amd64', false),
    definition('linux/amd64'),
    'linux/amd64',
  ],
  ["by today's, where none of its own is left", ['linux/amd64'], null, null, 'linux/arm64'],
])('tells what a rollback runs on: %s', async (_name, platforms, released, other, expected) => {
  const taskDefinitions = {
    describe: () => Promise.resolve(ok(released ?? definition('linux/amd64', false))),
    findByDigest: () => Promise.resolve(ok(other)),
  }
  const taskDefinitionArn = released === null ? null : 'arn'
  const facts = { environment, observation, taskDefinitionArn }
  expect(await platformOnWayBack({ taskDefinitions }, facts, { digest, platforms })).toBe(expected)
})
