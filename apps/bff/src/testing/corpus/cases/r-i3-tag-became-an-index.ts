import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { descriptor, indexType, manifestOf, manifestType } from '@lockstep/aws-sim/world/images/manifest'
import {
  image,
  observe,
  otherDigest,
  read,
  task,
  version,
} from '../../../domain/drift/testing/drift-fixture.ts'
import { asOneImage } from '../../../domain/drift/as-one-image.ts'
import { artifactNotDeployed } from '../../../domain/release/preflight/artifact-rules.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { preflightFacts } from '../site-world.ts'
import { runInstead } from '../worlds/redeploy.ts'

// One task was started before the index came and one after it, where the definition keeps to no digest.
const seen = asOneImage({
  tag: read({ ...image, digest: otherDigest }),
  runningImage: read({ ...image, tags: [] }),
  tasks: read([task, { ...task, arn: 'task/2', imageDigest: otherDigest }, { ...task, arn: 'task/3' }]),
})

export const corpusCase = defineCase({
  id: 'R-I3',
  title: 'The tag became an index that holds the running image',
  world:
    'A build for ARM was added under the same tag after the deployment: it now names an index whose image for linux/amd64 is the very one that runs.',
  source: 'docker buildx imagetools create',
  right: {
    'tag-moved': { status: 'ok', never: /moved|another build/ },
    'version-match': { status: 'ok' },
    'task-mix': { status: 'ok' },
    'mutable-tag': { status: 'ok' },
    'rollback-ready': { status: 'ok' },
    'preflight:artifact-not-deployed': { status: 'warn', says: /already/ },
    drift: { status: 'ok' },
  },
  rules: () => ({
    ...driftAnswers(seen),
    'preflight:artifact-not-deployed': artifactNotDeployed.find({
      ...preflightFacts({}),
      observation: observe(seen),
      artifact: { version, digest: otherDigest },
    }) ?? { status: 'missing' },
  }),
  wire: {
    change: (rig) => {
      const { world, built, clock } = rig
      const running = built.version('current')
      const repository = world.ecr.repository(built.repository)
      runInstead(rig, `${repository.uri}:${running.version}`)
      const arm = world.ecr.pushImage(built.repository, {
        layers: [buildLayer([{ path: 'server', body: 'arm' }])],
        labels: {},
        createdAt: clock.date(),
        tags: [],
        platforms: ['linux/arm64'],
      })
      const entry = (of: string, architecture: string) => ({
        ...descriptor(manifestType, of, 1),
        platform: { os: 'linux', architecture },
      })
      const manifests = [entry(arm.digest, 'arm64'), entry(running.digest, 'amd64')]
      const index = world.ecr.putManifest(
        repository,
        manifestOf(indexType, { schemaVersion: 2, mediaType: indexType, manifests }),
      )
      world.ecr.moveTag(built.repository, running.version, index.digest)
    },
    configure: ({ backend, ...rest }) => ({ ...rest, backend: { ...backend, service: 'runs' } }),
  },
})
