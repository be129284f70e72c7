import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { createEcsServiceReader } from '../../../adapters/aws/ecs-service-reader.ts'
import { createEcsTaskDefinitionReader } from '../../../adapters/aws/ecs-task-definition-reader.ts'
import { createEcsTaskReader } from '../../../adapters/aws/ecs-task-reader.ts'
import { createEcrRegistry } from '../../../adapters/aws/registry-images.ts'
import { createRegistryList } from '../../../adapters/aws/registry-list.ts'
import { createFrontendImageReader } from '../../../adapters/image/frontend-image-reader.ts'
import { systemClock } from '../../../domain/clock.ts'
import { observe } from '../../../domain/drift/testing/drift-fixture.ts'
import { artifactPlatform } from '../../../domain/release/preflight/platform-rule.ts'
import { createArtifactCatalog } from '../../../features/artifacts/artifact-catalog.ts'
import { readArtifact } from '../../../features/artifacts/list-artifacts.ts'
import { defineCase, type Answer, type WireRig } from '../corpus-case.ts'
import { digestOf, pushBuild } from '../own-build.ts'

const single = 'v20261120-100001'
const index = 'v20261120-100002'
const both = 'v20261120-100003'

export const corpusCase = defineCase({
  id: 'R-V1',
  title: 'An image that is made for another processor than the tasks have',
  world:
    'A laptop or a runner of another processor built the image: for arm64 alone, as a single image or in an index, where the tasks run on X86_64. Another index has both.',
  source: 'yc-software/qm#194',
  right: {
    single: { status: 'fail', says: [/linux\/arm64 only/, /linux\/amd64/] },
    index: { status: 'fail', says: [/linux\/arm64 only/, /linux\/amd64/] },
    both: { status: 'ok' },
    'what runs': { status: 'ok' },
  },
  wire: {
    change: (world) => {
      const push = (version: string, platforms: string[], attestations: boolean) =>
        pushBuild(world, version, (site) => ({ layers: [buildLayer(site)], platforms, attestations }))
      push(single, ['linux/arm64'], false)
      push(index, ['linux/arm64'], true)
      push(both, ['linux/arm64/v8', 'linux/amd64'], true)
    },
    answers: async (rig) => ({
      single: await platformOf(rig, digestOf(rig, single)),
      index: await platformOf(rig, digestOf(rig, index)),
      both: await platformOf(rig, digestOf(rig, both)),
      'what runs': await platformOf(rig, rig.built.version('current').digest),
    }),
  },
})

/** What the preflight of a deploy says, by the production adapters. */
async function platformOf({ aws, environment, built }: WireRig, digest: string): Promise<Answer> {
  const registry = createRegistryList(aws)
  const catalog = createArtifactCatalog({
    registry,
    images: createFrontendImageReader(createEcrRegistry(aws)),
    whereDeployed: () => Promise.resolve({ now: new Map(), before: new Map(), holds: new Map() }),
    clock: systemClock,
  })
  const definitions = createEcsTaskDefinitionReader(aws, systemClock)
  const answer = artifactPlatform.find({
    environment,
    shape: { kind: 'deploy', scope: 'both', strategy: 'all-at-once', emergency: false },
    artifact: { version: 'the image', digest },
    registered: await readArtifact({ registry, catalog }, environment, digest),
    inspection: null,
    observation: observe({
      service: await createEcsServiceReader(aws, systemClock).read(environment),
      taskDefinition: await definitions.read(environment, built.taskDefinitionArn),
      tasks: await createEcsTaskReader(aws, systemClock).read(environment),
    }),
    hold: null,
    invalidationMode: null,
    taskDefinition: null,
    taskPlatform: null,
    bucket: null,
    risks: null,
    activeReleaseId: null,
    rollout: null,
    sidecars: [],
    trafficBefore: null,
  })
  return answer ?? { status: 'not asked' }
}
