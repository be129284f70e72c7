import { createEdge } from '../edge/edge.ts'
import { apiDoor } from './paired/build-backend.ts'
import { buildEnvironment, type PairedEnvironment } from './paired/build-environment.ts'
import { environmentVariables } from './paired/environment-variables.ts'
import type { BuildableWorld } from './paired/paired-world.ts'
import { environmentSettings } from './paired/settings.ts'
import type { PairedEnvironmentSpec, VersionSpec } from './paired/spec.ts'
import { historyVersions } from './paired/version-names.ts'

export type PairedApp = {
  /** Variables that the demo's configuration refers to. */
  readonly env: Readonly<Record<string, string>>
  readonly production: PairedEnvironment
  readonly staging: PairedEnvironment
  readonly development: PairedEnvironment
}

const applicationId = 'storefront'

/** Builds that are good, but made in other ways. */
const oddities: Readonly<Record<string, Partial<VersionSpec>>> = {
  'history-4': { compression: 'zstd' },
  'history-5': { scan: 'none' },
  'history-6': { platforms: ['linux/amd64', 'linux/arm64'] },
}

/** Newest builds of production, one for everything that a release manager must be kept from. */
const productionVersions = (stagingApi: string): readonly VersionSpec[] => [
  ...historyVersions(51, 110, 38).map((spec) => ({ ...spec, ...oddities[spec.name] })),
  { name: 'previous', ageHours: 95.62 },
  { name: 'current', ageHours: 25.71, settings: { VITE_API_URL: stagingApi } },
  { name: 'withoutFrontend', ageHours: 17.25, withoutFrontend: true },
  { name: 'dirtyTree', ageHours: 14.4, dirtyTree: true },
  { name: 'failedTests', ageHours: 12.1, testsFailed: true },
  { name: 'criticalFindings', ageHours: 10.6, findings: { CRITICAL: 2, HIGH: 5, MEDIUM: 11, LOW: 9 } },
  { name: 'errorProne', ageHours: 8.3, errorRate: 0.08, latencyMilliseconds: 180 },
  { name: 'unhealthy', ageHours: 5.7, health: 'fail' },
  { name: 'next', ageHours: 1.87 },
]

const quietVersions: readonly VersionSpec[] = [
  ...historyVersions(9, 60, 30),
  { name: 'previous', ageHours: 50, branch: 'develop' },
  { name: 'current', ageHours: 9, branch: 'develop' },
  { name: 'next', ageHours: 1, branch: 'develop' },
]

/** Builds that leave a record of themselves; those of development do not. */
const stamped = (versions: readonly VersionSpec[]): readonly VersionSpec[] =>
  versions.map((spec) => ({ ...spec, record: true }))

const common = (environmentId: string): PairedEnvironmentSpec => ({
  applicationId,
  environmentId,
  repository: `${applicationId}-${environmentId}`,
  distributionId: `E1STOREFRONT${environmentId.slice(0, 4).toUpperCase()}`,
  versions: quietVersions,
  backend: 'current',
  bucket: 'current',
  edge: 'current',
  deployedBefore: ['history-1', 'previous'],
  backendDeployedHoursAgo: 7,
  frontendDeployedHoursAgo: 7,
  edgeCachedHoursAgo: 5,
  desiredCount: 2,
  requestsPerSecond: 3,
  settings: environmentSettings(environmentId),
  drift: {},
})

/**
 * R1 as its team left it before Lockstep. Production was deployed by hand: the backend runs `current`, the bucket holds
 * its frontend, which was built with staging's address, and the edge still serves `previous`, kept for a day.
 * Staging is in step, and set up for rollouts that move both halves together; development is in step too, but it asks for `latest`.
 */
export async function pairedApp(world: BuildableWorld): Promise<PairedApp> {
  const built = { ...world, edge: createEdge(world.context, world) }
  const stagingApi = await world.reserveDoor(apiDoor({ applicationId, environmentId: 'staging' }))
  const production = await buildEnvironment(built, {
    ...common('production'),
    repository: applicationId,
    versions: stamped(productionVersions(stagingApi)),
    edge: 'previous',
    deployedBefore: ['history-3', 'history-2', 'history-1', 'previous'],
    backendDeployedHoursAgo: 3,
    frontendDeployedHoursAgo: 2.9,
    desiredCount: 4,
    requestsPerSecond: 40,
  })
  const staging = await buildEnvironment(built, {
    ...common('staging'),
    versions: stamped(quietVersions),
    rollout: 'paired',
  })
  const development = await buildEnvironment(built, {
    ...common('development'),
    desiredCount: 1,
    drift: { mutableTag: true },
  })
  world.traffic.backfill(6)
  const env = environmentVariables(applicationId, [production, staging, development])
  return { env, production, staging, development }
}
