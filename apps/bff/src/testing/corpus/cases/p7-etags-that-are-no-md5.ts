import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { createSiteBucket } from '../../../adapters/aws/bucket-site.ts'
import { createMemoryPublishedFiles } from '../../../features/artifacts/testing/memory-published-files.ts'
import { tidyFrontend } from '../../../features/artifacts/tidy-frontend.ts'
import { defineCase, type Answers, type WireRig } from '../corpus-case.ts'
import { publishAnswers, pushBuild, siteFolder } from '../own-build.ts'

const first = 'v20261120-100000'
const second = 'v20261121-100000'
const film = { path: `${siteFolder}/film.mp4`, body: Buffer.alloc(9 * 1024 * 1024, 'film') }
const oldChunk = 'assets/old-1a2b3c4d.js'

export const corpusCase = defineCase({
  id: 'P7',
  title: 'A bucket whose ETags are no MD5',
  world:
    'The bucket encrypts with a key of KMS, so that ETags say nothing of contents. Version 1 is published, then published again, then version 2, which holds neither one chunk nor the entry of version 1 any more.',
  source: 'cases.md',
  right: {
    again: { status: 'ok', says: /^[01] uploaded/ },
    'again:files': { status: 'read', says: [/unchanged film\.mp4/, /unchanged assets\/old/] },
    tidy: { status: 'ok', says: /^2 removed/ },
    oldChunk: { status: 'gone' },
  },
  wire: {
    change: (world) => {
      world.world.s3.bucket(world.built.bucket).kmsKey = 'arn:aws:kms:eu-west-1:123456789012:key/site'
      const old = { path: `${siteFolder}/${oldChunk}`, body: 'export{}' }
      pushBuild(world, first, (site) => ({ layers: [buildLayer([...site, film, old])] }))
      pushBuild(world, second, (site) => ({ layers: [buildLayer([...site, film])] }))
    },
    answers: publishTwice,
  },
})

async function publishTwice(rig: WireRig): Promise<Answers> {
  const { aws, environment, clock, world, built } = rig
  const published = createMemoryPublishedFiles()
  await publishAnswers(rig, first, published)
  const again = await publishAnswers(rig, first, published)
  await publishAnswers(rig, second, published)
  const tidied = await tidyFrontend(
    { bucket: createSiteBucket(aws), published, now: () => clock.date() },
    { environment, keep: { releases: 1, days: 0 }, releaseId: `release-${second}` },
  )
  return {
    again: again['publish'] ?? { status: 'not done' },
    'again:files': again['files'] ?? { status: 'not done' },
    tidy: tidied.ok
      ? { status: 'ok', sentence: `${tidied.value.removed} removed` }
      : { status: tidied.problem.code },
    oldChunk: { status: world.s3.get(built.bucket, oldChunk) === undefined ? 'gone' : 'there' },
  }
}
