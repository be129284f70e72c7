import type { PushOptions } from '@lockstep/aws-sim/world/ecr'
import { buildSite } from '@lockstep/aws-sim/world/images/site'
import type { TarEntry } from '@lockstep/aws-sim/world/images/tar'
import { createSiteBucket } from '../../adapters/aws/bucket-site.ts'
import { createEcrRegistry } from '../../adapters/aws/registry-images.ts'
import { createFrontendImageReader } from '../../adapters/image/frontend-image-reader.ts'
import { planFrontendFiles } from '../../features/artifacts/plan-frontend-files.ts'
import type { PublishedFiles } from '../../features/artifacts/ports.ts'
import { publishFrontend } from '../../features/artifacts/publish-frontend.ts'
import { createMemoryPublishedFiles } from '../../features/artifacts/testing/memory-published-files.ts'
import type { LockstepApi } from '../lockstep-api.ts'
import type { Answer, Answers, BuiltWorld, WireRig } from './corpus-case.ts'

/** Where the site lies in the image, without the leading slash. */
export const siteFolder = 'app/dist/public'

type Image = Pick<PushOptions, 'layers' | 'platforms' | 'attestations' | 'artifacts' | 'format' | 'scan'>

/** Pushes a right build of the environment in an image of the case's own; `site` are its files as a layer has them. */
export function pushBuild(
  { world, built }: BuiltWorld,
  version: string,
  image: (site: TarEntry[]) => Image,
): string {
  const builtAt = new Date('2026-11-20T10:00:00Z')
  const { files } = buildSite({ version, settings: built.settings, builtAt })
  return world.ecr.pushImage(built.repository, {
    ...image(files.map(({ path, body }) => ({ path: `${siteFolder}/${path}`, body }))),
    tags: [version],
    labels: {
      'org.opencontainers.image.version': version,
      'build.clean-tree': 'true',
      'build.tests-passed': 'true',
    },
    createdAt: builtAt,
  }).digest
}

export const digestOf = ({ world, built }: BuiltWorld, version: string): string =>
  world.ecr.repository(built.repository).tags.get(version) ?? ''

/** Plans and publishes by the production adapters: `files` what the plan says of them, `publish` how it went. */
export async function publishAnswers(
  rig: WireRig,
  version: string,
  published: PublishedFiles = createMemoryPublishedFiles(),
): Promise<Answers> {
  const { aws, environment, clock } = rig
  const digest = digestOf(rig, version)
  const images = createFrontendImageReader(createEcrRegistry(aws))
  const bucket = createSiteBucket(aws)
  const deps = { images, bucket, published, now: () => clock.date() }
  const files = await planFrontendFiles(deps, { environment, digest })
  const result = await publishFrontend(deps, {
    environment,
    digest,
    releaseId: `release-${version}`,
    version,
    backendImage: `${environment.backend.repository}:${version}`,
    deployedAt: clock.date().toISOString(),
  })
  return {
    files: files.ok
      ? {
          status: 'read',
          sentence: files.value.files.shown.map(({ path, change }) => `${change} ${path}`).join('\n'),
        }
      : { status: files.problem.code, sentence: files.problem.title },
    publish: result.ok
      ? { status: 'ok', sentence: `${result.value.uploaded} uploaded, ${result.value.skipped} skipped` }
      : {
          status: result.problem.code,
          sentence: [result.problem.title, result.problem.detail, result.problem.remedy].join(' '),
        },
  }
}

/** What the running server plans for a deploy of this image. */
export async function planAnswers(api: LockstepApi, digest: string): Promise<Answers> {
  const plan = await api.plan({ kind: 'deploy', scope: 'both', digest })
  const checks = plan.preflight.map(({ id, status, sentence }) => [`preflight:${id}`, { status, sentence }])
  const paths = plan.invalidation?.paths ?? []
  return {
    ...Object.fromEntries(checks),
    plan: { status: plan.blocked ? 'blocked' : 'ready' },
    invalidation: { status: plan.invalidation?.mode ?? 'none', sentence: paths.join(' ') },
  }
}

/** What an object of the site's bucket is served with. */
export function servedAnswer({ world, built }: BuiltWorld, key: string): Answer {
  const object = world.s3.get(built.bucket, key)
  if (object === undefined) return { status: 'absent' }
  const encoding = object.contentEncoding === undefined ? '' : ` encoding ${object.contentEncoding}`
  return { status: 'stored', sentence: `${object.contentType} ${object.cacheControl}${encoding}` }
}
