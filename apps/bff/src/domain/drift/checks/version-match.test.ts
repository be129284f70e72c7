import { expect, it } from 'vitest'
import type { Observation } from '../observation.ts'
import { check } from '../testing/check.ts'
import {
  absent,
  htmlValue,
  image,
  lastRelease,
  olderVersion,
  otherDefinitionArn,
  otherDigest,
  read,
  site,
  task,
  taskDefinition,
  unreadable,
  version,
  versionFileValue,
} from '../testing/drift-fixture.ts'

const old = {
  html: read({ ...htmlValue, buildVersion: olderVersion }),
  versionFile: read({ ...versionFileValue, version: olderVersion }),
}
const oldBackend = {
  tasks: read([{ ...task, imageDigest: otherDigest, taskDefinitionArn: otherDefinitionArn }]),
  runningImage: read({ ...image, digest: otherDigest, tags: [olderVersion] }),
  lastRelease: absent,
}
const unmarked = read({ ...htmlValue, buildVersion: null })

it.each<[string, Partial<Observation>, string, string | null]>([
  ['an old page at the edge', { edge: site(old) }, 'fail', 'frontend'],
  ['an old backend', oldBackend, 'fail', 'backend'],
  [
    'the half that the last release did not leave so',
    {
      edge: site(old),
      bucket: site(old),
      lastRelease: read({ ...lastRelease, version: olderVersion, digest: otherDigest }),
    },
    'fail',
    'backend',
  ],
  ['a page and a version.txt of different versions', { edge: site({ html: old.html }) }, 'fail', 'frontend'],
  ['no page', { edge: site({ html: absent }) }, 'fail', 'frontend'],
  ['no service', { service: absent, taskDefinition: absent }, 'fail', 'backend'],
  ['neither half', { service: absent, edge: site({ html: absent }) }, 'fail', null],
  [
    'a frontend that names no version',
    { edge: site({ html: unmarked, versionFile: absent }) },
    'unknown',
    'frontend',
  ],
  ['a page without version but a version.txt', { edge: site({ html: unmarked }) }, 'ok', null],
  ['no version.txt but a page with version', { edge: site({ versionFile: absent }) }, 'ok', null],
  ['an unreadable page', { edge: site({ html: unreadable }) }, 'unknown', null],
  [
    'an unreadable page and a wrong version.txt',
    { edge: site({ ...old, html: unreadable }) },
    'fail',
    'frontend',
  ],
  ['an unreadable task definition', { taskDefinition: unreadable }, 'unknown', null],
  ['unreadable tasks', { tasks: unreadable }, 'unknown', null],
  ['a registry that denies', { runningImage: unreadable, tag: unreadable }, 'unknown', null],
  [
    'an image that has no version',
    { runningImage: read({ ...image, tags: ['latest'] }), lastRelease: absent },
    'unknown',
    null,
  ],
  [
    'tasks of which some run another image',
    { tasks: read([task, task, { ...task, imageDigest: otherDigest }]) },
    'warn',
    'backend',
  ],
  [
    'two builds of one version',
    {
      edge: site({
        versionFile: read({ ...versionFileValue, backendImage: `r/storefront:${version}@${otherDigest}` }),
      }),
    },
    'fail',
    null,
  ],
  [
    'a frontend released while the backend ran another version',
    {
      edge: site({
        versionFile: read({ ...versionFileValue, backendImage: `r/storefront:v1@${otherDigest}` }),
      }),
    },
    'ok',
    null,
  ],
  ['a running release', { edge: site(old), releaseActive: true }, 'warn', 'frontend'],
])('with %s', (_what, change, status, half) => {
  expect(check('version-match', change)).toMatchObject({ status, half })
})

it('says which half, which version, since when, and what that means', () => {
  expect(check('version-match', { edge: site(old) })).toMatchObject({
    expected: version,
    observed: olderVersion,
    sentence:
      'The frontend is at v20261112-093000 since 2026-11-19 10:30 UTC, the backend is at v20261119-101500 since 2026-11-19 10:25 UTC: users get screens of an older version. The bucket holds v20261119-101500 already: only the edge has not come along.',
  })
})

it('offers to invalidate when the bucket is right, else to deploy the half that is wrong', () => {
  expect(check('version-match', { edge: site(old) }).remedy).toMatchObject({ kind: 'invalidate' })
  expect(check('version-match', { edge: site(old), bucket: site(old) }).remedy).toMatchObject({
    kind: 'deploy',
    scope: 'frontend',
    version,
  })
  expect(check('version-match', oldBackend)).toMatchObject({
    expected: version,
    observed: olderVersion,
    remedy: { scope: 'backend', version },
  })
})

it('finds the version of a backend that is named by digest or by a tag that moves', () => {
  for (const name of [`storefront@${image.digest}`, 'storefront:latest']) {
    const backend = { taskDefinition: read({ ...taskDefinition, image: name }) }
    const tagged = read({ ...image, tags: ['latest', olderVersion, version] })
    expect(check('version-match', { ...backend, runningImage: tagged })).toMatchObject({
      status: 'ok',
      expected: version,
    })
    expect(check('version-match', { ...backend, runningImage: unreadable }).status).toBe('unknown')
  }
})
