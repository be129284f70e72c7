import { pairedLayers } from '../../world/images/paired-image.ts'
import type { SiteSettings } from '../../world/images/site.ts'
import { apiDoor, buildBackend, versionOf, type Backend } from './build-backend.ts'
import { buildFrontend, siteDoor } from './build-frontend.ts'
import { offeredCohort } from './offered-cohort.ts'
import { buildRollout, type RolloutResources } from './build-rollout.ts'
import type { PairedWorld } from './paired-world.ts'
import { pushVersions, type PushedVersion } from './push-versions.ts'
import type { PairedEnvironmentSpec } from './spec.ts'

/** One environment of a paired application, with all that a configuration or a test needs to know of it. */
export type PairedEnvironment = Backend & {
  readonly environmentId: string
  readonly repository: string
  readonly bucket: string
  readonly distributionId: string
  /** Null where no rollout can run. */
  readonly rollout: RolloutResources | null
  readonly siteUrl: string
  readonly apiUrl: string
  /** What a right build of this environment holds, without build version and time. */
  readonly settings: SiteSettings
  /** By the names of the scenario. */
  readonly versions: ReadonlyMap<string, PushedVersion>
  /** The version of that name, or an error: for tests. */
  version(name: string): PushedVersion
}

/** Builds images, backend and frontend of one environment, then what is wrong with it. */
export async function buildEnvironment(
  world: PairedWorld,
  spec: PairedEnvironmentSpec,
): Promise<PairedEnvironment> {
  const apiUrl = await world.reserveDoor(apiDoor(spec))
  const siteUrl = await world.reserveDoor(siteDoor(spec))
  const settings = { VITE_API_URL: apiUrl, ...spec.settings }
  world.ecr.createRepository(spec.repository)
  const versions = pushVersions(world, spec.repository, spec.versions, settings)
  const backend = await buildBackend(world, spec, versions)
  const { bucket } = await buildFrontend(world, spec, versions)
  const rollout = buildRollout(world, spec, backend)
  putLoad(world, spec, backend, rollout)
  spoil(world, spec, backend, versions)
  return {
    ...backend,
    rollout,
    environmentId: spec.environmentId,
    repository: spec.repository,
    bucket,
    distributionId: spec.distributionId,
    siteUrl,
    apiUrl,
    settings,
    versions,
    version: (name) => versionOf(versions, name),
  }
}

function putLoad(
  world: PairedWorld,
  spec: PairedEnvironmentSpec,
  backend: Backend,
  rollout: RolloutResources | null,
): void {
  const { requestsPerSecond } = spec
  if (requestsPerSecond <= 0) return
  const cohort = rollout?.cohort
  world.traffic.addLoad({
    loadBalancerArn: backend.loadBalancerArn,
    requestsPerSecond,
    ...(cohort && { cohorts: () => offeredCohort(world, cohort) }),
  })
}

function spoil(
  world: PairedWorld,
  spec: PairedEnvironmentSpec,
  backend: Backend,
  versions: ReadonlyMap<string, PushedVersion>,
): void {
  const { taskMix, movedTag, mutableTag, unhealthyTarget } = spec.drift
  if (taskMix !== undefined) {
    world.ecs.mixTask(backend.cluster, backend.service, versionOf(versions, taskMix).image)
  }
  if (movedTag) {
    const running = versionOf(versions, spec.backend)
    const tag = mutableTag ? 'latest' : running.version
    world.ecr.moveTag(
      spec.repository,
      tag,
      mutableTag ? versionOf(versions, 'next').digest : rebuilt(world, spec, running),
    )
  }
  // An address at which nothing listens.
  if (unhealthyTarget) world.elb.register(backend.targetGroupArn, '10.255.0.9', 8080)
}

/** The digest of the same version built once more, from a tree that nobody committed. */
function rebuilt(
  { ecr, context }: PairedWorld,
  spec: PairedEnvironmentSpec,
  { version, site }: PushedVersion,
): string {
  const labels = { 'org.opencontainers.image.version': version, 'build.clean-tree': 'false' }
  const layers = pairedLayers({ version, site })
  return ecr.pushImage(spec.repository, { tags: [], layers, labels, createdAt: context.clock.date() }).digest
}
