import type { Ecr } from '../../world/ecr.ts'
import type { Scan } from '../../world/ecr/scan.ts'
import { pairedLayers } from '../../world/images/paired-image.ts'
import { buildSite, type Site, type SiteSettings } from '../../world/images/site.ts'
import { sha256Digest } from '../../world/images/digest.ts'
import type { WorldContext } from '../../world/world.ts'
import type { VersionSpec } from './spec.ts'
import { versionTag } from './version-names.ts'

const HOUR_MILLISECONDS = 3_600_000

/** A version as it is in the registry now. */
export type PushedVersion = {
  readonly name: string
  /** The tag, such as `v20261119-101500`. */
  readonly version: string
  readonly digest: string
  /** `host/repository:tag`. */
  readonly image: string
  readonly builtAt: Date
  readonly commit: string
  /** Null when the image has no frontend. */
  readonly site: Site | null
}

/** Builds and pushes versions, and gives them by name. */
export function pushVersions(
  { ecr, context }: { readonly ecr: Ecr; readonly context: WorldContext },
  repository: string,
  versions: readonly VersionSpec[],
  settings: SiteSettings,
): ReadonlyMap<string, PushedVersion> {
  const { uri } = ecr.repository(repository)
  const pushed = new Map<string, PushedVersion>()
  for (const spec of versions) {
    const builtAt = new Date(
      Math.floor((context.clock.now() - spec.ageHours * HOUR_MILLISECONDS) / 1000) * 1000,
    )
    const version = versionTag(builtAt)
    const commit = sha256Digest(Buffer.from(`${repository} ${version}`)).slice(7, 47)
    const baked = { ...settings, ...spec.settings }
    const site = spec.withoutFrontend
      ? null
      : buildSite({
          version,
          settings: baked,
          builtAt,
          ...(spec.bulk && { bulk: spec.bulk }),
          ...(spec.record && { record: true }),
        })
    const { digest } = ecr.pushImage(repository, {
      tags: [version],
      layers: [
        ...pairedLayers({ version, site, ...(spec.compression && { compression: spec.compression }) }),
        ...(spec.extraLayers ?? []),
      ],
      labels: labelsFor(spec, { version, commit, builtAt }),
      createdAt: builtAt,
      pushedAt: new Date(builtAt.getTime() + 90_000),
      scan: scanFor(spec, builtAt),
      ...(spec.platforms && { platforms: spec.platforms }),
    })
    pushed.set(spec.name, {
      name: spec.name,
      version,
      digest,
      image: `${uri}:${version}`,
      builtAt,
      commit,
      site,
    })
  }
  return pushed
}

type Build = { readonly version: string; readonly commit: string; readonly builtAt: Date }

function labelsFor(spec: VersionSpec, { version, commit, builtAt }: Build): Record<string, string> {
  const optional = {
    'sim.health': spec.health,
    'sim.error-rate': spec.errorRate?.toString(),
    'sim.latency-ms': spec.latencyMilliseconds?.toString(),
  }
  return {
    'org.opencontainers.image.version': version,
    'org.opencontainers.image.revision': commit,
    'org.opencontainers.image.created': builtAt.toISOString(),
    'build.branch': spec.branch ?? 'main',
    'build.clean-tree': spec.dirtyTree ? 'false' : 'true',
    'build.tests-passed': spec.testsFailed ? 'false' : 'true',
    ...Object.fromEntries(Object.entries(optional).flatMap(([key, value]) => (value ? [[key, value]] : []))),
  }
}

function scanFor({ scan = 'complete', findings = { LOW: 3 } }: VersionSpec, builtAt: Date): Scan | null {
  switch (scan) {
    case 'complete':
      return { status: 'COMPLETE', at: new Date(builtAt.getTime() + 180_000), counts: findings }
    case 'in-progress':
      return { status: 'IN_PROGRESS' }
    case 'failed':
      return { status: 'FAILED', reason: 'UnsupportedImageError: the operating system is not supported' }
    case 'none':
      return null
  }
}
