import { describe, expect, it } from 'vitest'
import {
  agreeRemedy,
  backendRemedy,
  frontendRemedy,
  releasedRemedy,
  rollbackRemedy,
} from './choose-remedy.ts'
import type { Observation } from './observation.ts'
import {
  absent,
  deployment,
  environment,
  image,
  lastRelease,
  observe,
  olderVersion,
  otherDefinitionArn,
  otherDigest,
  read,
  service,
  task,
  unreadable,
  version,
} from './testing/drift-fixture.ts'

/** The page is new, the tasks run the old version, the service asks for the new one. */
const behind: Partial<Observation> = {
  tasks: read([{ ...task, imageDigest: otherDigest, taskDefinitionArn: otherDefinitionArn }]),
  runningImage: read({ ...image, digest: otherDigest, tags: [olderVersion] }),
  lastRelease: absent,
}
const failing = read({
  ...service,
  deployments: [
    {
      ...deployment,
      rolloutState: 'IN_PROGRESS',
      createdAt: '2026-11-17T12:00:00.000Z',
      failedTasks: 57,
      running: 0,
    },
    { ...deployment, id: 'd0', status: 'ACTIVE', taskDefinitionArn: otherDefinitionArn },
  ],
})
const agree = (change: Partial<Observation>) => agreeRemedy(observe(change), environment, 'backend')
const backend = (change: Partial<Observation>) => backendRemedy(observe(change), environment)

describe('halves that differ', () => {
  it('lets the backend follow the frontend when the registry has that version', () => {
    expect(agree(behind)).toMatchObject({ scope: 'backend', version })
  })

  it('never proposes what fails to come up, but both halves at what runs', () => {
    expect(agree({ ...behind, service: failing })).toMatchObject({ scope: 'both', version: olderVersion })
    expect(backend({ ...behind, service: failing })).toMatchObject({ scope: 'both', version: olderVersion })
  })

  it.each<[string, Partial<Observation>]>([
    ['is gone', { frontendImage: absent }],
    ['could not be looked up', { frontendImage: unreadable }],
    ['failed here', { heldDigests: [image.digest] }],
  ])('lets the frontend follow the backend when its version %s', (_what, change) => {
    expect(agree({ ...behind, ...change })).toMatchObject({ scope: 'frontend', version: olderVersion })
  })

  it('says that no version is safe when neither is', () => {
    const nothing = { ...behind, runningImage: absent, frontendImage: absent }
    expect(agree(nothing)).toMatchObject({ kind: 'instructions' })
    expect(frontendRemedy(observe(nothing), environment)).toMatchObject({ kind: 'instructions' })
  })
})

it('makes all tasks run what pairs with the frontend', () => {
  expect(backend(behind)).toMatchObject({ scope: 'backend', version })
  expect(backend({ ...behind, tag: absent })).toMatchObject({ scope: 'both', version: olderVersion })
})

it('goes back only to what is there and has not failed here', () => {
  expect(rollbackRemedy(observe())).toMatchObject({ kind: 'rollback', version: olderVersion })
  expect(rollbackRemedy(observe({ rollback: absent }))).toMatchObject({ kind: 'instructions' })
  expect(rollbackRemedy(observe({ heldDigests: [otherDigest] }))).toMatchObject({ kind: 'instructions' })
  expect(rollbackRemedy(observe({ rollback: unreadable }))).toMatchObject({ kind: 'rollback', version: null })
})

it('brings back what was released only where the registry is seen to have it', () => {
  expect(releasedRemedy(observe(), 'backend')).toMatchObject({ kind: 'deploy', version })
  const gone = { lastRelease: read({ ...lastRelease, digest: `sha256:${'c'.repeat(64)}` }) }
  expect(releasedRemedy(observe(gone), 'backend')).toMatchObject({ kind: 'instructions' })
})
