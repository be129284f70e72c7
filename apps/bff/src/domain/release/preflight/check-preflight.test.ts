import type { Artifact } from '@lockstep/shared-types/artifact'
import type { PreflightCheckId } from '@lockstep/shared-types/preflight'
import { expect, test } from 'vitest'
import {
  absent,
  apiUrl,
  deployment,
  digest,
  distributionValue,
  entryValue,
  environment,
  observe,
  otherDigest,
  read,
  registry,
  service,
  site,
  task,
  taskDefinition,
  unreadable,
  version,
} from '../../drift/testing/drift-fixture.ts'
import type { DistributionState } from '../../drift/observation.ts'
import type { Reading } from '../../reading.ts'
import { fail, ok } from '../../result.ts'
import type { SidecarState } from '../sidecars.ts'
import type { ArtifactInspection } from '../artifact-inspection.ts'
import { blockingChecks, checkPreflight, overridableChecks } from './check-preflight.ts'
import type { PreflightFacts } from './preflight-facts.ts'

const labels = {
  version,
  commit: '622d2103',
  branch: 'main',
  builtAt: null,
  cleanTree: true,
  testsPassed: true,
}
const registered: Artifact = {
  version,
  tags: [version],
  digest: otherDigest,
  repository: 'storefront',
  pushedAt: '2026-11-20T09:00:00.000Z',
  sizeBytes: 1,
  labels,
  scan: { state: 'complete', counts: { critical: 0, high: 3 } },
  deployedIn: [],
  platforms: ['linux/amd64'],
  deployedBefore: [],
  holds: [],
}
const settings = {
  VITE_API_URL: apiUrl,
  VITE_REGION: 'eu-west-1',
  VITE_BUILD_VERSION: version,
  VITE_BUILD_TIME: 'today',
}
const inspection: ArtifactInspection = {
  labels,
  files: [{ path: 'index.html' }, { path: 'assets/index-Bn5yQuT3.js' }],
  totalBytes: 2_000_000,
  buildVersion: version,
  entry: { ...entryValue, settings },
  elsewhere: [],
  leadsTo: null,
  page: { tags: [], policies: [], refusedBase: null },
}
const facts: PreflightFacts = {
  environment,
  shape: { kind: 'deploy', scope: 'both', strategy: 'all-at-once', emergency: false },
  artifact: { version, digest: otherDigest },
  registered: ok(registered),
  inspection: ok(inspection),
  observation: observe(),
  invalidationMode: 'frontend-only',
  bucket: ok(undefined),
  risks: null,
  hold: null,
  sidecars: [],
  taskDefinition: {
    from: 'arn:task-definition/shop:2',
    base: 'arn:task-definition/shop:2',
    to: null,
    reused: false,
    changes: [],
    newer: null,
    released: null,
    behind: [],
  },
  taskPlatform: 'linux/amd64',
  activeReleaseId: null,
  rollout: null,
  trafficBefore: null,
}
const status = (id: PreflightCheckId, change: Partial<PreflightFacts> = {}) =>
  checkPreflight({ ...facts, ...change }).find((check) => check.id === id)?.status ?? 'not asked'

const problem = (
  code: 'artifact-not-found' | 'aws-throttled' | 'artifact-no-frontend' | 'aws-access-denied',
) => fail({ code, title: 'A problem.', detail: null, remedy: null })
const inspected = (change: Partial<ArtifactInspection>) => ({ inspection: ok({ ...inspection, ...change }) })
const entry = (found: Record<string, string>, forbidden: string[] = []) =>
  inspected({ entry: { ...entryValue, settings: { ...settings, ...found }, forbidden } })
const sidecar = (named: SidecarState['named']) => ({
  sidecars: [{ container: 'log_router', image: `${registry}/fluent:stable`, named, kept: named }],
})
const limited = {
  ...environment,
  release: { ...environment.release, maxFindings: { critical: 0, high: 2 } },
}
const steady = {
  ...service,
  running: service.desired,
  deployments: [{ ...deployment, rolloutState: 'COMPLETED' }],
}

const withDistribution = (change: Partial<DistributionState>): Partial<PreflightFacts> => ({
  observation: observe({ distribution: read({ ...distributionValue, ...change }) }),
})
const originAt = (path: string) => ({ domainName: distributionValue.origin.domainName, path })
const aDay = { minimum: 86_400, standard: 86_400, maximum: 31_536_000 }
const keptForADay = read({ page: aDay, versionFile: aDay })
const refused: Reading<never> = {
  ...unreadable,
  state: 'unreadable',
  problem: {
    code: 'probe-failed',
    title: 'https://shop.example/ refuses Lockstep (401), so what it serves cannot be verified.',
    detail: null,
    remedy: null,
    probeCause: 'denied',
  },
}
const refusedAtEdge = observe({ edge: site({ html: refused }) })
const goingBack = { ...facts.shape, kind: 'rollback' } as const
const backendOnly = { ...facts.shape, scope: 'backend' } as const

test('a good build in an environment in step passes every check', () => {
  const checks = checkPreflight({ ...facts, observation: observe({ service: read(steady) }) })
  expect(checks.filter((check) => check.status !== 'ok')).toEqual([])
})

test.each<[string, PreflightCheckId, string, Partial<PreflightFacts>]>([
  [
    'a digest that the registry lacks',
    'artifact-exists',
    'fail',
    { registered: problem('artifact-not-found') },
  ],
  ['a registry that throttles', 'artifact-exists', 'unknown', { registered: problem('aws-throttled') }],
  [
    'an image without a frontend',
    'artifact-frontend',
    'fail',
    { inspection: problem('artifact-no-frontend') },
  ],
  [
    'an image that could not be read',
    'artifact-frontend',
    'unknown',
    { inspection: problem('aws-throttled') },
  ],
  ['another backend baked in', 'artifact-endpoint', 'fail', entry({ VITE_API_URL: 'https://other.example' })],
  ['no entry script', 'artifact-endpoint', 'fail', inspected({ entry: null })],
  ['a setting of another environment', 'artifact-settings', 'fail', entry({ VITE_REGION: 'us-east-1' })],
  ['a forbidden value', 'artifact-settings', 'fail', entry({}, ['localhost'])],
  ['a dirty tree', 'artifact-clean-build', 'fail', inspected({ labels: { ...labels, cleanTree: false } })],
  [
    'a build that does not say',
    'artifact-clean-build',
    'warn',
    inspected({ labels: { ...labels, cleanTree: null } }),
  ],
  ['failed tests', 'artifact-tests-passed', 'fail', inspected({ labels: { ...labels, testsPassed: false } })],
  ['too many findings', 'artifact-scan', 'fail', { environment: limited }],
  [
    'an image for another processor',
    'artifact-platform',
    'fail',
    { registered: ok({ ...registered, platforms: ['linux/arm64'] }) },
  ],
  [
    'an image of several platforms, one of which is right',
    'artifact-platform',
    'ok',
    {
      registered: ok({ ...registered, platforms: ['linux/amd64', 'linux/arm64'] }),
      taskPlatform: 'linux/arm64',
    },
  ],
  ['an image for x86 where tasks are ARM', 'artifact-platform', 'fail', { taskPlatform: 'linux/arm64' }],
  [
    'an image for 64-bit and tasks of Windows',
    'artifact-platform',
    'fail',
    { taskPlatform: 'windows/amd64' },
  ],
  [
    'an image that does not say what it is for',
    'artifact-platform',
    'warn',
    { registered: ok({ ...registered, platforms: null }) },
  ],
  ['the image of a container beside it that is there', 'sidecar-images', 'ok', sidecar('there')],
  ['one that is gone', 'sidecar-images', 'fail', sidecar('gone')],
  ['one that nobody may ask for', 'sidecar-images', 'not asked', sidecar('not-known')],
  ['those that could not be looked up', 'sidecar-images', 'warn', { sidecars: null }],
  [
    'one that is gone where the backend stays',
    'sidecar-images',
    'not asked',
    { ...sidecar('gone'), shape: { ...facts.shape, scope: 'frontend' } },
  ],
  ['tasks of which nothing says what they run on', 'artifact-platform', 'warn', { taskPlatform: null }],
  [
    'instances that run the same',
    'artifact-platform',
    'ok',
    {
      taskPlatform: null,
      registered: ok({ ...registered, platforms: ['linux/arm64'] }),
      observation: observe({ tasks: read([{ ...task, platform: 'linux/arm64' }]) }),
    },
  ],
  [
    'instances of two kinds',
    'artifact-platform',
    'warn',
    {
      taskPlatform: null,
      observation: observe({
        tasks: read([
          { ...task, platform: 'linux/arm64' },
          { ...task, platform: 'linux/amd64' },
        ]),
      }),
    },
  ],
  [
    'another processor where the backend stays',
    'artifact-platform',
    'not asked',
    { shape: { ...facts.shape, scope: 'frontend' }, taskPlatform: 'linux/arm64' },
  ],
  [
    'a scan that is not done',
    'artifact-scan',
    'unknown',
    { environment: limited, registered: ok({ ...registered, scan: { state: 'in-progress', counts: {} } }) },
  ],
  ['the version that runs already', 'artifact-not-deployed', 'warn', { artifact: { version, digest } }],
  [
    'a rollback to the version that runs already',
    'artifact-not-deployed',
    'warn',
    { artifact: { version, digest }, shape: { ...facts.shape, kind: 'rollback' } },
  ],
  [
    'a running version that could not be told',
    'artifact-not-deployed',
    'warn',
    { observation: observe({ runningImage: unreadable }) },
  ],
  [
    'a running image that the registry lost',
    'rollback-ready',
    'warn',
    { observation: observe({ runningImage: absent }) },
  ],
  ['a service that is not there', 'service-steady', 'fail', { observation: observe({ service: absent }) }],
  [
    'a service that cannot be read',
    'service-steady',
    'unknown',
    { observation: observe({ service: unreadable }) },
  ],
  [
    'tasks that are missing',
    'service-steady',
    'fail',
    { observation: observe({ service: read({ ...steady, running: 0 }) }) },
  ],
  [
    'a deployment by somebody else that still runs',
    'service-steady',
    'fail',
    {
      observation: observe({
        service: read({ ...steady, deployments: [{ ...deployment, rolloutState: 'IN_PROGRESS' }] }),
      }),
    },
  ],
  [
    'a disabled distribution',
    'distribution-enabled',
    'fail',
    {
      observation: observe({
        distribution: read({ ...distributionValue, enabled: false }),
      }),
    },
  ],
  ...([
    [
      'the distribution of another environment',
      'edge-origin',
      'fail',
      withDistribution({ origin: { domainName: 'staging.s3.eu-west-1.amazonaws.com', path: '' } }),
    ],
    ['an origin path', 'edge-origin', 'fail', withDistribution({ origin: originAt('/current') })],
    ['another name of the site', 'edge-origin', 'warn', withDistribution({ aliases: ['www.shop.example'] })],
    ['a minimum of a day at the edge', 'edge-caching', 'warn', withDistribution({ caching: keptForADay })],
    [
      'a minimum of a day, and all invalidated',
      'edge-caching',
      'ok',
      { ...withDistribution({ caching: keptForADay }), invalidationMode: 'full' },
    ],
    ['a cache policy that denies', 'edge-caching', 'warn', withDistribution({ caching: unreadable })],
    ['an edge that asks for a password', 'can-be-verified', 'unknown', { observation: refusedAtEdge }],
    ['the same, going back', 'can-be-verified', 'warn', { observation: refusedAtEdge, shape: goingBack }],
    ['the same, backend only', 'can-be-verified', 'ok', { observation: refusedAtEdge, shape: backendOnly }],
    [
      'an edge that does not answer, which may be what is repaired',
      'can-be-verified',
      'ok',
      { observation: observe({ edge: site({ html: unreadable }) }) },
    ],
  ] as [string, PreflightCheckId, string, Partial<PreflightFacts>][]),
  ['a bucket that denies', 'bucket-writable', 'fail', { bucket: problem('aws-access-denied') }],
  ['a bucket that could not be asked', 'bucket-writable', 'unknown', { bucket: problem('aws-throttled') }],
  ['another release', 'no-active-release', 'fail', { activeReleaseId: 'r1' }],
])('%s: %s says %s', (_what, id, expected, change) => {
  expect(status(id, change)).toBe(expected)
})

test('a rollback is not stopped by a service that is not steady, nor by findings or labels of an older build', () => {
  const rollback = {
    shape: { kind: 'rollback', scope: 'both', strategy: 'all-at-once', emergency: true },
    environment: limited,
    observation: observe({ service: read({ ...steady, running: 0 }) }),
    inspection: null,
  } as const
  expect(status('service-steady', rollback)).toBe('warn')
  expect(status('artifact-scan', rollback)).toBe('warn')
  expect(status('artifact-clean-build', rollback)).toBe('not asked')
  expect(status('artifact-frontend', rollback)).toBe('not asked')
})

test('a backend release asks nothing about frontend, bucket and distribution', () => {
  const backend = {
    shape: { kind: 'deploy', scope: 'backend', strategy: 'all-at-once', emergency: false },
    bucket: null,
    inspection: null,
  } as const
  expect(status('artifact-endpoint', backend)).toBe('not asked')
  expect(status('distribution-enabled', backend)).toBe('not asked')
  expect(status('bucket-writable', backend)).toBe('not asked')
})

test('what may be overridden does not block for good, the rest does, and not knowing is no pass', () => {
  const checks = checkPreflight({
    ...facts,
    bucket: problem('aws-throttled'),
    ...inspected({ labels: { ...labels, cleanTree: false } }),
  })
  expect(blockingChecks(checks).map(({ id }) => id)).toEqual(['bucket-writable'])
  expect(overridableChecks(checks).map(({ id }) => id)).toContain('artifact-clean-build')
})

test('a service that is not there cannot be overridden: there is nothing to deploy to', () => {
  const checks = checkPreflight({ ...facts, observation: observe({ service: absent }) })
  expect(blockingChecks(checks).map(({ id }) => id)).toEqual(['service-steady'])
})

test('the way back of a deploy is the version that runs now, not the one before it', () => {
  const checks = checkPreflight({ ...facts, observation: observe({ rollback: absent }) })
  const wayBack = checks.find(({ id }) => id === 'rollback-ready')
  expect(wayBack).toMatchObject({ status: 'ok', observed: version })
})

test('what failed or was rolled back here stops a plan until somebody says why it shall be released again', () => {
  const hold = {
    how: 'failed',
    releaseId: 'r1',
    at: '2026-11-20T10:00:00.000Z',
    by: 'Ana',
    why: 'ECS went back to the version before by itself.',
  } as const
  const found = checkPreflight({ ...facts, hold }).find(({ id }) => id === 'artifact-held')
  expect(found).toMatchObject({
    status: 'fail',
    overridable: true,
    sentence: `${version} failed here on 2026-11-20 at 10:00 UTC, released by Ana: ECS went back to the version before by itself.`,
  })
  expect(status('artifact-held', { hold: { ...hold, how: 'broken-off' } })).toBe('warn')
  expect(status('artifact-held')).toBe('ok')
})

test.each([
  ['the container runs an image of the repository', {}, 'ok', true],
  [
    'it runs another application',
    { taskDefinition: read({ ...taskDefinition, image: 'r.example/billing:v1' }) },
    'fail',
    true,
  ],
  [
    'there is no such container',
    { taskDefinition: read({ ...taskDefinition, image: null, containers: [{ name: 'web', image: 'x' }] }) },
    'fail',
    false,
  ],
  ['it cannot be read', { taskDefinition: unreadable }, 'unknown', true],
])('whether the service is this application: %s', (_what, change, found, overridable) => {
  const check = checkPreflight({ ...facts, observation: observe(change) }).find(
    ({ id }) => id === 'service-image',
  )
  expect([check?.status, check?.overridable]).toEqual([found, overridable])
})
