import type { RecordEvidence } from '../../bundle/record-evidence.ts'
import { noSiblings } from '../../bundle/wanted.ts'
import type { Environment } from '../../environment.ts'
import { noMetrics } from '../../metrics-config.ts'
import type { Reading } from '../../reading.ts'
import type { Observation, SiteObservation } from '../observation.ts'

export const now = '2026-11-20T12:00:00.000Z'
export const version = 'v20261119-101500'
export const olderVersion = 'v20261112-093000'
export const digest = `sha256:${'a'.repeat(64)}`
export const otherDigest = `sha256:${'b'.repeat(64)}`
export const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com'
export const definitionArn = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/storefront:42'
export const otherDefinitionArn = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/storefront:41'
export const apiUrl = 'https://api.shop.example'

export const read = <T>(value: T, source = 'test'): Reading<T> => ({
  state: 'read',
  value,
  source,
  readAt: now,
})
export const absent: Reading<never> = { state: 'absent', source: 'test', readAt: now }
export const unreadable: Reading<never> = {
  state: 'unreadable',
  source: 'test',
  readAt: now,
  problem: {
    code: 'aws-access-denied',
    title: 'Access was denied.',
    detail: null,
    remedy: 'Allow the read.',
  },
}

export const environment: Environment = {
  applicationId: 'storefront',
  applicationName: 'Storefront',
  environmentId: 'production',
  name: 'Production',
  protected: true,
  aws: { region: 'eu-west-1', roleArn: null, externalId: null },
  backend: {
    cluster: 'shop',
    service: 'storefront',
    container: 'api',
    registry: null,
    repository: 'storefront',
    url: apiUrl,
    healthPath: '/health',
    versionPath: '/version',
    probeHeaders: new Map(),
  },
  frontend: {
    bucket: 'storefront-production-site',
    region: null,
    prefix: '',
    distributionId: 'E1PRODUCTION',
    url: 'https://shop.example',
    imagePath: '/app/dist/public',
    assetsPrefix: 'assets/',
    exclude: ['.DS_Store', 'Thumbs.db'],
    keep: [],
    limits: { files: 50_000, fileMegabytes: 256, totalMegabytes: 1024, layerSeconds: 600 },
    endpointFrom: 'setting',
    endpointFile: null,
    endpointKey: null,
    endpointSetting: 'VITE_API_URL',
    rewrittenAtEdge: false,
    probeHeaders: new Map(),
  },
  settings: { VITE_REGION: 'eu-west-1', VITE_BUILD_VERSION: '{version}', VITE_BUILD_TIME: '{any}' },
  forbiddenValues: ['localhost'],
  siblings: noSiblings,
  versionPattern: String.raw`^v\d{8}-\d{6}$`,
  drift: { deploySkewSeconds: 3600, staleAfterSeconds: 120, maxHtmlAgeSeconds: 60 },
  monitor: { intervalSeconds: 60, activeIntervalSeconds: 2 },
  release: {
    watchSeconds: 900,
    onBreach: 'ask',
    pollSeconds: 5,
    stepTimeoutSeconds: 1200,
    invalidationMode: 'frontend-only',
    retention: { releases: 5, days: 7 },
    maxFindings: { critical: null, high: null },
  },
  thresholds: [],
  metrics: noMetrics,
  rollout: null,
}

const file = {
  version,
  backendImage: `${registry}/storefront:${version}`,
  deployedAt: '2026-11-19T10:30:00.000Z',
}
const short = 'public,max-age=60,must-revalidate'

export const htmlValue = {
  buildVersion: version,
  entryPath: 'assets/index-Bn5yQuT3.js',
  contentType: 'text/html' as string | null,
  cacheControl: short,
  etag: null as string | null,
  ageSeconds: 12,
  lastModified: file.deployedAt,
  sha256: '1'.repeat(64),
}
export const versionFileValue = {
  ...file,
  cacheControl: short,
  lastModified: file.deployedAt,
  sha256: '2'.repeat(64),
}
export const entryValue = {
  path: 'assets/index-Bn5yQuT3.js',
  cacheControl: 'public,max-age=31536000,immutable',
  sha256: '3'.repeat(64),
  settings: {
    VITE_API_URL: apiUrl,
    VITE_REGION: 'eu-west-1',
    VITE_BUILD_VERSION: version,
    VITE_BUILD_TIME: '2026-11-19',
  },
  basis: 'module-graph' as const,
  record: null as RecordEvidence | null,
  recordProblem: null as string | null,
  declared: null,
  refersToFile: false,
  rivals: [] as string[],
  doubts: {},
  bare: [] as string[],
  embedded: [] as string[],
  forbidden: [] as string[],
  mentioned: [],
  unread: [] as string[],
  missing: [] as string[],
  refused: [] as string[],
  scripts: 3,
}

/** Of a cache behaviour that goes by what the headers say. */
export const usualLimits = { minimum: 0, standard: 86_400, maximum: 31_536_000 }

export const distributionValue = {
  id: 'E1PRODUCTION',
  domainName: 'd1.cloudfront.net',
  enabled: true,
  status: 'Deployed',
  aliases: ['shop.example'],
  defaultRootObject: 'index.html',
  origin: { domainName: 'storefront-production-site.s3.eu-west-1.amazonaws.com', path: '' },
  rewritesRequests: false,
  mayRewritePages: false,
  caching: read({ page: usualLimits, versionFile: usualLimits }),
}

/** A site that is as it should be. */
export const site = (change: Partial<SiteObservation> = {}): SiteObservation => ({
  html: read(htmlValue),
  versionFile: read(versionFileValue),
  entry: read(entryValue),
  ...change,
})

export const task = {
  arn: 'task/1',
  taskDefinitionArn: definitionArn,
  lastStatus: 'RUNNING',
  healthStatus: 'HEALTHY',
  imageDigest: digest as string | null,
  image: null as string | null,
  startedAt: null,
}
export const target = {
  targetGroupArn: 'tg',
  id: '10.0.0.1',
  port: 80,
  state: 'healthy',
  reason: null as string | null,
}

export const deployment = {
  id: 'd1',
  status: 'PRIMARY',
  taskDefinitionArn: definitionArn,
  rolloutState: 'COMPLETED',
  rolloutReason: null as string | null,
  desired: 2,
  running: 2,
  failedTasks: 0,
  createdAt: '2026-11-19T10:25:00.000Z',
  updatedAt: '2026-11-19T10:28:00.000Z',
}
export const service = {
  serviceArn: 'service/storefront',
  status: 'ACTIVE',
  controller: 'ECS',
  taskDefinitionArn: definitionArn,
  desired: 2,
  running: 2,
  pending: 0,
  createdAt: null,
  deployments: [deployment],
  events: [],
  targetGroupArns: ['tg'],
  targetGroups: [['tg']],
  goesBack: true,
}
export const taskDefinition = {
  arn: definitionArn,
  family: 'storefront',
  revision: 42,
  image: `${registry}/storefront:${version}` as string | null,
  containers: [{ name: 'api', image: `${registry}/storefront:${version}` }],
  registeredAt: '2026-11-19T10:24:00.000Z',
  registeredBy: 'arn:aws:iam::123456789012:user/mallory' as string | null,
  environment: {},
  tags: {},
}
export const image = { digest, tags: [version], pushedAt: '2026-11-19T09:00:00.000Z' }
export const lastRelease = {
  releaseId: 'r1',
  version,
  digest,
  taskDefinitionArn: definitionArn as string | null,
  endedAt: '2026-11-19T10:40:00.000Z',
}

/** An environment in step; tests change the part that they are about. */
export const observe = (change: Partial<Observation> = {}): Observation => ({
  observedAt: now,
  service: read(service),
  taskDefinition: read(taskDefinition),
  tasks: read([task, { ...task, arn: 'task/2' }]),
  targets: read([target, { ...target, id: '10.0.0.2' }]),
  tag: read(image),
  runningImage: read(image),
  frontendImage: read(image),
  distribution: read(distributionValue),
  edge: site(),
  bucket: site(),
  health: read({ status: 200, latencyMilliseconds: 12, body: 'ok' }),
  appVersion: read({ version, commit: null }),
  rollback: read({ version: olderVersion, digest: otherDigest, image: 'there', taskDefinition: 'active' }),
  lastRelease: read(lastRelease),
  releaseActive: false,
  ...change,
})

/** The record of the build of `version`, with which every file agrees. */
export const recordValue: RecordEvidence = {
  version,
  endpoint: null,
  settings: {},
  same: 3,
  missing: [],
  differing: [],
  unread: [],
  foreign: null,
  isOfPage: true,
  contradictions: [],
}
