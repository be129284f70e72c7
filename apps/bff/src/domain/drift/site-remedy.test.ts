import { assert, constantFrom, property } from 'fast-check'
import { expect, it } from 'vitest'
import type { Remedy } from '@lockstep/shared-types/drift'
import { checkDrift } from './check-drift.ts'
import type { DeclaredEndpoint } from '../bundle/declared-endpoint.ts'
import type { EntryBundle, Observation } from './observation.ts'
import { siteCaution, siteRemedy } from './site-remedy.ts'
import { summarize } from './summarize.ts'
import {
  absent,
  apiUrl,
  distributionValue,
  entryValue,
  environment,
  htmlValue,
  observe,
  olderVersion,
  read,
  recordValue,
  site,
  unreadable,
  version,
  versionFileValue,
} from './testing/drift-fixture.ts'

const newer = 'v20261120-080000'
/** A site that says it is this version, written then. */
const siteOf = (buildVersion: string, lastModified = htmlValue.lastModified) =>
  site({
    html: read({ ...htmlValue, buildVersion, lastModified, sha256: buildVersion }),
    versionFile: read({ ...versionFileValue, version: buildVersion, sha256: buildVersion }),
    entry: read({
      ...entryValue,
      settings: { ...entryValue.settings, VITE_BUILD_VERSION: buildVersion },
    }),
  })
/** The version that runs, of which some files are not as they should be. */
const spoilt = (change: Partial<EntryBundle>) => ({
  ...siteOf(version),
  entry: read({ ...entryValue, ...change }),
})
const again: Partial<Remedy> = {
  kind: 'deploy',
  scope: 'frontend',
  version,
  label: `Publish the frontend of ${version} again`,
}
const declaredAs = (address: string): DeclaredEndpoint => ({
  file: 'config.js',
  key: 'apiUrl',
  state: 'read',
  values: [address],
})
const laterOn = '2026-11-20T08:00:00.000Z'
const imageGone = { runningImage: absent } as const
const wrongSettings = { ...entryValue.settings, VITE_API_URL: 'https://api.staging.example' }
const wrongBundle = { ...siteOf(version), entry: read({ ...entryValue, settings: wrongSettings }) }
const elsewhere = read({
  ...distributionValue,
  origin: { domainName: 'storefront-staging-site.s3.eu-west-1.amazonaws.com', path: '' },
})

it.each<[string, Partial<Observation>, Partial<Remedy>]>([
  [
    'an old page at the edge, the right one in the bucket',
    { edge: siteOf(olderVersion) },
    { kind: 'invalidate', mode: 'frontend-only' },
  ],
  [
    'the same, though the image is gone from the registry',
    { edge: siteOf(olderVersion), ...imageGone },
    { kind: 'invalidate' },
  ],
  [
    'another page of the version that runs',
    { edge: site({ html: read({ ...htmlValue, sha256: 'other' }) }) },
    { kind: 'invalidate', mode: 'frontend-only' },
  ],
  [
    'another script of the same name',
    { edge: site({ entry: read({ ...entryValue, sha256: 'other' }) }) },
    { kind: 'invalidate', mode: 'full' },
  ],
  [
    'a page in the bucket whose script is gone',
    { edge: siteOf(olderVersion), bucket: { ...siteOf(version), entry: absent } },
    { kind: 'deploy', scope: 'frontend', version },
  ],
  [
    'the same, and no image to publish again',
    { edge: siteOf(olderVersion), bucket: { ...siteOf(version), entry: absent }, ...imageGone },
    { kind: 'instructions' },
  ],
  [
    'a pair that matches, and a newer frontend in the bucket',
    { bucket: siteOf(newer, laterOn) },
    { kind: 'deploy', scope: 'frontend', version },
  ],
  [
    'the same, and no image to publish again',
    { bucket: siteOf(newer, laterOn), ...imageGone },
    { kind: 'instructions', label: 'Decide by hand, and do not invalidate yet' },
  ],
  [
    'neither edge nor bucket at the version that runs',
    { edge: siteOf(olderVersion), bucket: siteOf(newer, laterOn) },
    { kind: 'deploy', scope: 'frontend', version },
  ],
  [
    'a bundle in the bucket that calls another backend',
    { edge: siteOf(olderVersion), bucket: wrongBundle },
    { kind: 'deploy', label: 'Deploy another version' },
  ],
  [
    'a bucket that lacks a chunk of the version that runs',
    { edge: siteOf(olderVersion), bucket: spoilt({ missing: ['assets/a.js'] }) },
    again,
  ],
  [
    'a bucket whose stylesheet browsers refuse',
    { edge: siteOf(olderVersion), bucket: spoilt({ refused: ['assets/a.css, served as text/plain'] }) },
    again,
  ],
  [
    'a bucket with a file that is not as built',
    { edge: siteOf(olderVersion), bucket: spoilt({ record: { ...recordValue, differing: ['logo.svg'] } }) },
    again,
  ],
  [
    'a bucket that lacks the chunk with the address and the settings',
    { edge: siteOf(olderVersion), bucket: spoilt({ missing: ['assets/env.js'], settings: {} }) },
    again,
  ],
  [
    'a bucket that lacks a chunk, and calls another backend by what is there',
    { edge: siteOf(olderVersion), bucket: spoilt({ missing: ['assets/a.js'], settings: wrongSettings }) },
    { kind: 'deploy', label: 'Deploy another version' },
  ],
  [
    'a bucket whose record of an earlier build knows other files',
    {
      edge: siteOf(olderVersion),
      bucket: spoilt({ record: { ...recordValue, missing: ['old.svg'], foreign: 'it is of v1' } }),
    },
    { kind: 'invalidate' },
  ],
  [
    'a bucket whose page is stored as something to download',
    {
      edge: siteOf(olderVersion),
      bucket: {
        ...siteOf(version),
        html: read({ ...htmlValue, contentType: 'application/octet-stream', sha256: version }),
      },
    },
    again,
  ],
  [
    'a bucket that lacks a chunk, and no image to publish again',
    { edge: siteOf(olderVersion), bucket: spoilt({ missing: ['assets/a.js'] }), ...imageGone },
    { kind: 'instructions' },
  ],
  [
    'another picture at the edge',
    { edge: site({ entry: read({ ...entryValue, record: { ...recordValue, differing: ['logo.svg'] } }) }) },
    { kind: 'invalidate', mode: 'full' },
  ],
  [
    'a chunk that only the edge does not have',
    { edge: site({ entry: read({ ...entryValue, missing: ['assets/a.js'] }) }) },
    { kind: 'invalidate', mode: 'full' },
  ],
  [
    'another file with the address at the edge',
    {
      edge: site({ entry: read({ ...entryValue, declared: declaredAs('https://old.example') }) }),
      bucket: site({ entry: read({ ...entryValue, declared: declaredAs(apiUrl) }) }),
    },
    { kind: 'invalidate', mode: 'full' },
  ],
  [
    'only another page of the record at the edge',
    { edge: site({ entry: read({ ...entryValue, record: { ...recordValue, differing: ['index.html'] } }) }) },
    { kind: 'invalidate', mode: 'frontend-only' },
  ],
  [
    'a bucket whose page and version.txt are of two versions',
    { edge: siteOf(olderVersion), bucket: { ...siteOf(version), versionFile: siteOf(newer).versionFile } },
    { kind: 'deploy', scope: 'frontend', version },
  ],
  [
    'an unreadable bucket',
    { edge: siteOf(olderVersion), bucket: site({ html: unreadable }) },
    { kind: 'instructions', label: 'Look into the bucket first' },
  ],
  ['an empty bucket', { bucket: site({ html: absent }) }, { kind: 'deploy', scope: 'frontend', version }],
  [
    'the distribution of another environment',
    { edge: siteOf(olderVersion), distribution: elsewhere },
    { kind: 'instructions', label: 'Correct the configuration' },
  ],
  [
    'a page at the edge that was written after the one in the bucket',
    { edge: siteOf(newer, laterOn) },
    { kind: 'instructions', label: 'Find out where the edge has its page from' },
  ],
  [
    'a backend of which nothing is known, and another page of the same name',
    {
      edge: site({ html: read({ ...htmlValue, sha256: 'other' }) }),
      tasks: unreadable,
      runningImage: unreadable,
    },
    { kind: 'invalidate' },
  ],
  [
    'a backend of which nothing is known, and another version',
    { edge: siteOf(olderVersion), tasks: unreadable, runningImage: unreadable },
    { kind: 'instructions', label: 'Decide by hand, and do not invalidate yet' },
  ],
])('with %s', (_what, change, remedy) => {
  expect(siteRemedy(observe(change), environment)).toMatchObject(remedy)
})

it('leads with the same, whatever else fails, and says what an invalidation would do', () => {
  for (const change of [{}, imageGone]) {
    const seen = observe({ bucket: siteOf(newer, laterOn), ...change })
    const checks = checkDrift(seen, environment)
    expect(checks.filter(({ remedy }) => remedy?.kind === 'invalidate').map(({ id }) => id)).toEqual([])
    expect(summarize(checks).remedy).toEqual(siteRemedy(seen, environment))
  }
  expect(siteCaution(observe({ bucket: siteOf(newer, laterOn) }), environment)).toBe(
    ` An invalidation alone would bring users ${newer}, while the backend runs ${version}, which matches what they have now.`,
  )
})

it('offers to publish the same version again wherever files of it are gone or refused', () => {
  const spoiltEntry = read({
    ...entryValue,
    missing: ['assets/a.js'],
    refused: ['assets/b.js, served as text/plain'],
  })
  const seen = observe({ edge: site({ entry: spoiltEntry }), bucket: site({ entry: spoiltEntry }) })
  const found = checkDrift(seen, environment).find(({ id }) => id === 'site-files')
  expect(found).toMatchObject({ status: 'fail', remedy: again })
  expect(siteCaution(observe({ bucket: spoilt({ missing: ['assets/a.js'] }) }), environment)).toMatch(
    /would bring users a site that does not work: in the bucket, files are missing/,
  )
})

it('lets no other check propose an invalidation that this rule does not', () => {
  const old = { edge: siteOf(olderVersion) }
  for (const change of [
    { ...old, distribution: elsewhere },
    { ...old, bucket: wrongBundle },
    { ...old, bucket: site({ html: unreadable }) },
  ]) {
    const checks = checkDrift(observe(change), environment)
    const proposing = checks.filter(({ remedy }) => remedy?.kind === 'invalidate').map(({ id }) => id)
    expect(proposing).toEqual([])
  }
})

it('never proposes to hand users a frontend that does not match what runs, whatever is where', () => {
  const anyVersion = constantFrom(olderVersion, version, newer)
  const anyWritten = constantFrom(htmlValue.lastModified, laterOn)
  const anyRegistry = constantFrom<Partial<Observation>>({}, imageGone, { runningImage: unreadable })
  const holds = () =>
    assert(
      property(
        anyVersion,
        anyVersion,
        anyWritten,
        anyWritten,
        anyRegistry,
        (edge, held, at, written, registry) => {
          const bucket = siteOf(held, written)
          const checks = checkDrift(observe({ edge: siteOf(edge, at), bucket, ...registry }), environment)
          const invalidates = checks.some(({ remedy }) => remedy?.kind === 'invalidate')
          // What users have already cannot fall out of step by its name.
          return !invalidates || held === version || held === edge
        },
      ),
    )
  expect(holds).not.toThrow()
})
