import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { recordOf } from '../../../domain/bundle/testing/record-of.ts'
import { defineCase } from '../corpus-case.ts'
import { publishAnswers, pushBuild, servedAnswer, siteFolder } from '../own-build.ts'
import { putFiles } from '../site-world.ts'

const version = 'v20261120-100000'

export const corpusCase = defineCase({
  id: 'R-B1b',
  title: 'A build without a record is published after one that has one',
  world: 'The bucket holds lockstep-build.json of the build before; the image of the next one brings none.',
  source: 'tried',
  right: { publish: { status: 'ok' }, record: { status: 'absent' } },
  wire: {
    change: (of) => {
      putFiles(of, { 'lockstep-build.json': JSON.stringify(recordOf({ 'index.html': '' })) })
      pushBuild(of, version, (site) => ({
        layers: [buildLayer(site.filter(({ path }) => path !== `${siteFolder}/lockstep-build.json`))],
      }))
    },
    answers: async (rig) => ({
      ...(await publishAnswers(rig, version)),
      record: servedAnswer(rig, 'lockstep-build.json'),
    }),
  },
})
