import { publishSite } from '../../world/images/publish-site.ts'
import { versionOf } from './build-backend.ts'
import type { PairedWorld } from './paired-world.ts'
import type { PushedVersion } from './push-versions.ts'
import type { PairedEnvironmentSpec } from './spec.ts'

const HOUR_MILLISECONDS = 3_600_000
const dayLong = 'public,max-age=86400'

/** Bucket, distribution and what the edge remembers; the site answers at its door. */
export async function buildFrontend(
  world: PairedWorld,
  spec: PairedEnvironmentSpec,
  versions: ReadonlyMap<string, PushedVersion>,
): Promise<{ readonly bucket: string }> {
  const { s3, cloudfront, edge, context } = world
  const { drift, distributionId } = spec
  const bucket = `${spec.applicationId}-${spec.environmentId}-site`
  const ago = (hours: number): Date => new Date(context.clock.now() - hours * HOUR_MILLISECONDS)
  s3.createBucket(bucket, ago(24 * 200))
  cloudfront.createDistribution({
    id: distributionId,
    bucket,
    aliases: [new URL(await world.reserveDoor(siteDoor(spec))).hostname],
    comment: `${spec.applicationId} ${spec.environmentId}`,
    enabled: drift.disabledDistribution !== true,
    ...(spec.spaFallback !== undefined && { spaFallback: spec.spaFallback }),
  })

  const cached = versionOf(versions, spec.edge)
  if (spec.edge !== spec.bucket && cached.site) {
    // Somebody let the page be kept for a day, and made no invalidation when the next version came.
    const at = ago(spec.edgeCachedHoursAgo)
    publishSite(s3, cached.site, { bucket, at, backendImage: cached.image, pageCacheControl: dayLong })
    edge.prime(distributionId, [...cached.site.files.map(({ path }) => `/${path}`), '/version.txt'], at)
  }
  const published = versionOf(versions, spec.bucket)
  if (!published.site) throw new Error(`${spec.bucket} has no frontend that could be published`)
  publishSite(s3, published.site, {
    bucket,
    at: ago(spec.frontendDeployedHoursAgo),
    backendImage: versionOf(versions, spec.backend).image,
    ...(drift.badCacheHeaders && { pageCacheControl: dayLong, assetCacheControl: null }),
    ...(drift.withoutVersionFile && { withoutVersionFile: true }),
  })
  if (drift.withoutVersionFile) s3.bucket(bucket).delete('version.txt')
  await world.attachDoor(siteDoor(spec), edge.door(distributionId))
  return { bucket }
}

export const siteDoor = (spec: Pick<PairedEnvironmentSpec, 'applicationId' | 'environmentId'>): string =>
  `${spec.applicationId}-${spec.environmentId}-site`
