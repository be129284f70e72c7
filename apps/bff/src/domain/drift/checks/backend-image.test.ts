import { describe, expect, it } from 'vitest'
import type { Observation } from '../observation.ts'
import { check } from '../testing/check.ts'
import {
  absent,
  digest,
  image,
  otherDigest,
  read,
  registry,
  task,
  taskDefinition,
  unreadable,
  version,
} from '../testing/drift-fixture.ts'

const named = (name: string) => read({ ...taskDefinition, image: `${registry}/${name}` })
const moved = read({ ...image, digest: otherDigest })

describe('tag-moved', () => {
  it.each<[string, Partial<Observation>, string]>([
    ['a tag that points to the running image', {}, 'ok'],
    ['a tag that points elsewhere', { tag: moved }, 'fail'],
    ['a tag that is gone', { tag: absent }, 'fail'],
    ['an image named by digest', { taskDefinition: named(`storefront@${digest}`) }, 'ok'],
    ['a tag that is pinned to a digest', { taskDefinition: named(`storefront:v1@${digest}`) }, 'ok'],
    [
      'a digest that the registry was not asked for',
      { taskDefinition: named(`storefront:v1@${digest}`), tag: unreadable },
      'unknown',
    ],
    [
      'a digest that is gone',
      { taskDefinition: named(`storefront@${digest}`), tag: absent, runningImage: absent },
      'fail',
    ],
    ['a running image that is gone', { runningImage: absent }, 'fail'],
    ['no task that runs', { tasks: read([]), runningImage: absent }, 'ok'],
    ['no task definition', { taskDefinition: absent }, 'fail'],
    ['an unreadable tag', { tag: unreadable }, 'unknown'],
    ['unreadable tasks', { tasks: unreadable }, 'unknown'],
    ['tasks whose image is not resolved', { tasks: read([{ ...task, imageDigest: null }]) }, 'unknown'],
    ['an unreadable task definition', { taskDefinition: unreadable }, 'unknown'],
  ])('with %s', (_what, change, status) => {
    expect(check('tag-moved', change).status).toBe(status)
  })

  it('names both digests', () => {
    expect(check('tag-moved', { tag: moved })).toMatchObject({
      half: 'backend',
      expected: digest,
      observed: otherDigest,
    })
  })
})

describe('the remedy for a moved tag', () => {
  it('never is that tag, which would bring the other build', () => {
    const bare = { tag: moved, runningImage: read({ ...image, tags: [] }) }
    expect(check('tag-moved', bare).remedy).toMatchObject({ kind: 'instructions' })
    const latest = { tag: moved, taskDefinition: named('storefront:latest') }
    expect(check('tag-moved', latest).remedy).toMatchObject({ kind: 'deploy', version })
  })
})

describe('mutable-tag', () => {
  it.each<[string, Partial<Observation>, string]>([
    ['a version', {}, 'ok'],
    ['latest', { taskDefinition: named('storefront:latest') }, 'warn'],
    ['no tag, which means latest', { taskDefinition: named('storefront') }, 'warn'],
    ['a tag of another form', { taskDefinition: named('storefront:hotfix') }, 'warn'],
    ['latest pinned to a digest', { taskDefinition: named(`storefront:latest@${digest}`) }, 'ok'],
    ['no task definition', { taskDefinition: absent }, 'fail'],
    ['an unreadable task definition', { taskDefinition: unreadable }, 'unknown'],
  ])('with %s', (_what, change, status) => {
    expect(check('mutable-tag', change).status).toBe(status)
  })

  it('offers to deploy the version that the running image also bears, else says how to work with versions', () => {
    const latest = { taskDefinition: named('storefront:latest') }
    expect(check('mutable-tag', latest).remedy).toMatchObject({ kind: 'deploy', scope: 'backend', version })
    const untagged = { ...latest, runningImage: read({ ...image, tags: ['latest'] }) }
    expect(check('mutable-tag', untagged).remedy).toMatchObject({ kind: 'instructions' })
  })

  it('warns of a tag that moves by habit even when the pattern allows everything', () => {
    expect(
      check('mutable-tag', { taskDefinition: named('storefront:main') }, { versionPattern: '.*' }).status,
    ).toBe('warn')
  })
})

describe('app-version', () => {
  it.each<[string, Partial<Observation>, string]>([
    ['the deployed version', {}, 'ok'],
    ['another version', { appVersion: read({ version: 'v1', commit: 'abc' }) }, 'fail'],
    [
      'another version during a release',
      { appVersion: read({ version: 'v1', commit: null }), releaseActive: true },
      'warn',
    ],
    [
      'the candidate of a rollout',
      { appVersion: read({ version: 'v1', commit: null }), candidateVersion: 'v1' },
      'ok',
    ],
    [
      'another version than the candidate',
      { appVersion: read({ version: 'v0', commit: null }), candidateVersion: 'v1' },
      'fail',
    ],
    ['no answer there', { appVersion: absent }, 'fail'],
    ['an unreadable answer', { appVersion: unreadable }, 'unknown'],
    [
      'another name of the same image',
      {
        runningImage: read({ ...image, tags: [version, 'v1'] }),
        appVersion: read({ version: 'v1', commit: null }),
      },
      'ok',
    ],
    ['unreadable tasks', { tasks: unreadable }, 'unknown'],
    [
      'an image that has no version',
      { runningImage: read({ ...image, tags: ['latest'] }), lastRelease: absent },
      'unknown',
    ],
  ])('with %s', (_what, change, status) => {
    expect(check('app-version', change)).toMatchObject({ status })
  })

  it('does not ask an application that has no version path', () => {
    const { backend } = {
      backend: {
        cluster: 'c',
        service: 's',
        container: 'a',
        registry: null,
        repository: 'r',
        url: 'https://a.example',
        healthPath: '/',
        versionPath: null,
        probeHeaders: new Map(),
      },
    }
    expect(check('app-version', { appVersion: unreadable }, { backend })).toMatchObject({
      status: 'ok',
      evidence: [],
      basis: 'read',
    })
  })

  it('says what the application claims to be', () => {
    expect(check('app-version', { appVersion: read({ version: 'v1', commit: null }) })).toMatchObject({
      expected: version,
      observed: 'v1',
    })
  })
})
