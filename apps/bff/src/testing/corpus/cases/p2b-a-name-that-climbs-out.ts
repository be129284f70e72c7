import { hostileLayers } from '@lockstep/aws-sim/world/images/hostile'
import { defineCase } from '../corpus-case.ts'
import { digestOf, planAnswers, publishAnswers, pushBuild, siteFolder } from '../own-build.ts'

const version = 'v20261120-100000'

export const corpusCase = defineCase({
  id: 'P2b',
  title: 'A layer entry that climbs out of its folder',
  world: 'The image holds an entry named `app/dist/public/../../../etc/passwd`.',
  source: 'cases.md',
  right: {
    publish: { status: 'artifact-hostile', says: /climbs out/ },
    'preflight:artifact-frontend': { status: 'fail', says: /climbs out/ },
    plan: { status: 'blocked' },
  },
  wire: {
    change: (world) => {
      pushBuild(world, version, () => ({ layers: [hostileLayers.parentPath(siteFolder)] }))
    },
    answers: (rig) => publishAnswers(rig, version),
  },
  server: (api, rig) => planAnswers(api, digestOf(rig, version)),
})
