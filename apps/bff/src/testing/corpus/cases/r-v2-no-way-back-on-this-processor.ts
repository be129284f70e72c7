import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { olderVersion, otherDigest, read } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { pushBuild } from '../own-build.ts'

const rollback = {
  version: olderVersion,
  digest: otherDigest,
  image: 'there',
  taskDefinition: 'active',
} as const

export const corpusCase = defineCase({
  id: 'R-V2',
  title: 'The version to go back to is made for another processor',
  world:
    'Somebody has built the version before once more, on a laptop, for arm64 alone, under the same tag; the tasks run on X86_64. The image is there.',
  source: 'tried',
  right: {
    'rollback-ready': { status: 'warn', says: [/linux\/arm64 only/, /linux\/amd64/], never: /Ready/ },
  },
  rules: () =>
    driftAnswers({
      rollback: read({ ...rollback, unfit: { made: ['linux/arm64'], wanted: 'linux/amd64' } }),
    }),
  wire: {
    change: (world) => {
      const { version } = world.built.version('previous')
      pushBuild(world, version, (site) => ({ layers: [buildLayer(site)], platforms: ['linux/arm64'] }))
    },
  },
})
