import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { createEcrRegistry } from '../../../adapters/aws/registry-images.ts'
import { createRegistryList } from '../../../adapters/aws/registry-list.ts'
import { createFrontendImageReader } from '../../../adapters/image/frontend-image-reader.ts'
import { createArtifactCatalog } from '../../../features/artifacts/artifact-catalog.ts'
import { readArtifact } from '../../../features/artifacts/list-artifacts.ts'
import { defineCase, type WireRig } from '../corpus-case.ts'
import { digestOf, planAnswers, publishAnswers, pushBuild } from '../own-build.ts'

const version = 'v20261120-100000'

export const corpusCase = defineCase({
  id: 'P4',
  title: 'Entries of an index that are no images',
  world:
    'An index names an arm64 and an arm/v7 image, an attestation of each, and an arm64 entry with an artifactType; ECR scanned the images and not the index.',
  source: 'cases.md',
  right: {
    publish: { status: 'ok' },
    scan: { status: 'complete', says: /HIGH 2/i },
    'preflight:artifact-frontend': { status: 'ok' },
    'preflight:artifact-scan': { status: 'fail', says: /2 high/ },
    plan: { status: 'ready' },
  },
  wire: {
    change: (world) => {
      pushBuild(world, version, (site) => ({
        layers: [buildLayer(site)],
        platforms: ['linux/arm64', 'linux/arm/v7'],
        attestations: true,
        artifacts: [{ artifactType: 'application/vnd.example.sbom', platform: 'linux/arm64' }],
        scan: { status: 'COMPLETE', at: new Date('2026-11-20T10:05:00Z'), counts: { HIGH: 2 } },
      }))
    },
    configure: (environment) => ({ ...environment, release: { maxFindings: { high: 1 } } }),
    answers: async (rig) => ({ ...(await publishAnswers(rig, version)), scan: await scanOf(rig) }),
  },
  server: (api, rig) => planAnswers(api, digestOf(rig, version)),
})

async function scanOf(rig: WireRig) {
  const registry = createRegistryList(rig.aws)
  const catalog = createArtifactCatalog({
    registry,
    images: createFrontendImageReader(createEcrRegistry(rig.aws)),
    whereDeployed: () => Promise.resolve({ now: new Map(), before: new Map(), holds: new Map() }),
    clock: { now: () => rig.clock.date() },
  })
  const artifact = await readArtifact({ registry, catalog }, rig.environment, digestOf(rig, version))
  if (!artifact.ok) return { status: artifact.problem.code, sentence: artifact.problem.title }
  const { state, counts } = artifact.value.scan
  return {
    status: state,
    sentence: Object.entries(counts)
      .map(([severity, count]) => `${severity} ${count}`)
      .join(', '),
  }
}
