import { checkDrift } from '../../../domain/drift/check-drift.ts'
import {
  environment,
  htmlValue,
  image,
  lastRelease,
  observe,
  olderVersion,
  otherDefinitionArn,
  otherDigest,
  deployment,
  read,
  recordValue,
  registry,
  entryValue,
  service,
  task,
  taskDefinition,
  version,
  versionFileValue,
} from '../../../domain/drift/testing/drift-fixture.ts'
import type { Observation } from '../../../domain/drift/observation.ts'
import { defineCase, type Answers } from '../corpus-case.ts'

const siteOf = (buildVersion: string, deployedAt: string, settings = entryValue.settings) => ({
  html: read({ ...htmlValue, buildVersion, sha256: buildVersion, etag: buildVersion }),
  versionFile: read({ ...versionFileValue, version: buildVersion, deployedAt, sha256: buildVersion }),
  entry: read({ ...entryValue, settings: { ...settings, VITE_BUILD_VERSION: buildVersion } }),
})
const older = { ...image, digest: otherDigest, tags: [olderVersion] }
/** The backend runs the older version, deployed an hour ago. */
const wentBack: Partial<Observation> = {
  service: read({
    ...service,
    taskDefinitionArn: otherDefinitionArn,
    deployments: [
      { ...deployment, taskDefinitionArn: otherDefinitionArn, createdAt: '2026-11-20T11:00:00.000Z' },
    ],
  }),
  taskDefinition: read({
    ...taskDefinition,
    arn: otherDefinitionArn,
    image: `${registry}/storefront:${olderVersion}`,
    containers: [],
  }),
  tasks: read([{ ...task, imageDigest: otherDigest, taskDefinitionArn: otherDefinitionArn }]),
  tag: read(older),
  runningImage: read(older),
  frontendImage: read(image),
}
const brokenOff = {
  kind: 'rollback',
  status: 'failed',
  version: olderVersion,
  taskDefinitionArn: otherDefinitionArn,
  endedAt: '2026-11-20T11:02:00.000Z',
} as const
const bucket = siteOf(olderVersion, '2026-11-20T11:01:00.000Z')
const rolledBack: Partial<Observation> = {
  ...wentBack,
  edge: siteOf(version, '2026-11-19T10:30:00.000Z'),
  bucket,
  lastRelease: read({ ...lastRelease, brokenOff }),
}

/** What the checks say and propose. */
const answers = (name: string, change: Partial<Observation>): Answers =>
  Object.fromEntries(
    checkDrift(observe(change), environment).map(({ id, status, sentence, remedy }) => [
      `${name}: ${id}`,
      { status, sentence: `${sentence} → ${remedy?.kind ?? 'nothing'}: ${remedy?.label ?? ''}` },
    ]),
  )

export const corpusCase = defineCase({
  id: 'R-X4',
  title: 'Only the edge is left behind',
  world:
    'A rollback failed where CloudFront refused the invalidation: backend and bucket are at the older version, the edge serves the newer one. Or somebody deployed both halves without an invalidation. Beside it a backend that was deployed alone, to a newer version.',
  source: 'https://github.com/compiler-explorer/infra/pull/2254',
  right: {
    'rollback: version-match': {
      status: 'fail',
      says: [/bucket holds/, /invalidate: /],
      never: [/still/, /Deploy/],
    },
    'rollback: edge-stale': { status: 'fail', says: /invalidate: / },
    'rollback: site-files': { never: /Take the old record away/ },
    'rollback: unmanaged-change': {
      status: 'warn',
      says: /rollback: Roll back to .* again/,
      never: /Deploy/,
    },
    'by hand: version-match': { status: 'fail', says: [/bucket holds/, /invalidate: /], never: /still/ },
    // The release of it failed: whether it should go on is not known.
    'half a release: version-match': { status: 'fail', never: /invalidate: / },
    'backend alone: version-match': {
      status: 'fail',
      says: /users get screens of an older version/,
      never: [/still/, /does not have yet/],
    },
  },
  rules: () => {
    const recorded = {
      ...rolledBack,
      edge: {
        ...rolledBack.edge,
        entry: read({
          ...entryValue,
          record: { ...recordValue, foreign: `the record is of ${olderVersion}` },
        }),
      },
      bucket: { ...bucket, entry: read({ ...entryValue, record: recordValue }) },
    } as Partial<Observation>
    const { 'rollback: site-files': files } = answers('rollback', recorded)
    const newer = { edge: siteOf(olderVersion, '2026-11-12T09:30:00.000Z') }
    return {
      ...answers('rollback', rolledBack),
      ...(files === undefined ? {} : { 'rollback: site-files': files }),
      ...answers('by hand', { ...rolledBack, lastRelease: read({ ...lastRelease, brokenOff: null }) }),
      ...answers('half a release', {
        ...newer,
        frontendImage: read(older),
        lastRelease: read({
          ...lastRelease,
          version: olderVersion,
          digest: otherDigest,
          taskDefinitionArn: otherDefinitionArn,
          brokenOff: { ...brokenOff, kind: 'deploy', version },
        }),
      }),
      ...answers('backend alone', {
        edge: siteOf(olderVersion, '2026-11-12T09:30:00.000Z'),
        bucket: siteOf(olderVersion, '2026-11-12T09:30:00.000Z'),
        frontendImage: read(older),
        lastRelease: read({ ...lastRelease, version: olderVersion, digest: otherDigest }),
      }),
    }
  },
})
