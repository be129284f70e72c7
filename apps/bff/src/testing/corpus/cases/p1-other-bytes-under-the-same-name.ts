import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { defineCase } from '../corpus-case.ts'
import { digestOf, planAnswers, publishAnswers, pushBuild, servedAnswer, siteFolder } from '../own-build.ts'

const version = 'v20261120-100000'

export const corpusCase = defineCase({
  id: 'P1',
  title: 'Other bytes under the same name',
  world: 'The bucket holds `assets/logo.png`; the image holds another picture under the same name.',
  source: 'cases.md',
  right: {
    files: { status: 'read', says: /changed assets\/logo\.png/ },
    publish: { status: 'ok' },
    'assets/logo.png': { status: 'stored', never: /immutable/ },
    'preflight:frontend-files': { status: 'warn', says: [/assets\/logo\.png/, /same name/] },
    invalidation: { says: /\/assets\/logo\.png/ },
    plan: { status: 'ready' },
  },
  wire: {
    change: (world) => {
      world.world.s3.put(world.built.bucket, 'assets/logo.png', 'old')
      const logo = { path: `${siteFolder}/assets/logo.png`, body: 'new' }
      pushBuild(world, version, (site) => ({ layers: [buildLayer([...site, logo])] }))
    },
    answers: async (rig) => ({
      ...(await publishAnswers(rig, version)),
      'assets/logo.png': servedAnswer(rig, 'assets/logo.png'),
    }),
  },
  server: (api, rig) => planAnswers(api, digestOf(rig, version)),
})
