import { createEdge } from '../edge/edge.ts'
import { buildEnvironment, type PairedEnvironment } from './paired/build-environment.ts'
import type { BuildableWorld } from './paired/paired-world.ts'
import type { PairedEnvironmentSpec, VersionSpec } from './paired/spec.ts'
import { environmentSettings } from './paired/settings.ts'

export type PairedAppOptions = Partial<PairedEnvironmentSpec> & {
  /** Changes of the three standard versions (`previous`, `current`, `next`), by name. */
  readonly change?: Readonly<Record<string, Partial<VersionSpec>>>
  /** Besides the three. */
  readonly more?: readonly VersionSpec[]
  /** Hours of traffic before the world begins; needs `requestsPerSecond`. None by default. */
  readonly trafficHours?: number
}

const standardVersions: readonly VersionSpec[] = [
  { name: 'previous', ageHours: 96 },
  { name: 'current', ageHours: 26 },
  { name: 'next', ageHours: 2 },
]

/**
 * One small environment of a paired application, in step unless the options say otherwise:
 * `current` runs, `previous` ran before, `next` waits in the registry. For tests.
 */
export async function buildPairedApp(
  world: BuildableWorld,
  { change = {}, more = [], trafficHours = 0, ...options }: PairedAppOptions = {},
): Promise<PairedEnvironment> {
  const applicationId = options.applicationId ?? 'storefront'
  const environmentId = options.environmentId ?? 'production'
  const versions = standardVersions.map((spec) => ({ ...spec, ...change[spec.name] }))
  const environment = await buildEnvironment(
    { ...world, edge: createEdge(world.context, world) },
    {
      applicationId,
      environmentId,
      repository: `${applicationId}-${environmentId}`,
      distributionId: `E1${applicationId}${environmentId}`.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''),
      versions: [...versions, ...more],
      backend: 'current',
      bucket: options.backend ?? 'current',
      edge: options.bucket ?? options.backend ?? 'current',
      deployedBefore: ['previous'],
      backendDeployedHoursAgo: 3,
      frontendDeployedHoursAgo: 3,
      edgeCachedHoursAgo: 5,
      desiredCount: 2,
      requestsPerSecond: 0,
      settings: environmentSettings(environmentId),
      drift: {},
      ...options,
    },
  )
  if (trafficHours > 0) world.traffic.backfill(trafficHours)
  return environment
}
