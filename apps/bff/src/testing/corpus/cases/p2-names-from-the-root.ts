import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { defineCase } from '../corpus-case.ts'
import { digestOf, planAnswers, publishAnswers, pushBuild } from '../own-build.ts'

const version = 'v20261120-100000'

export const corpusCase = defineCase({
  id: 'P2',
  title: 'Layer entries named from the root',
  world:
    'The image was built by a tool that names entries `/`, `/usr/bin/node` and `/app/dist/public/index.html`.',
  source: 'cases.md',
  right: {
    publish: { status: 'ok' },
    'preflight:artifact-frontend': { status: 'ok' },
    plan: { status: 'ready' },
  },
  wire: {
    change: (world) => {
      pushBuild(world, version, (site) => ({
        layers: [
          buildLayer([
            { path: '/', type: 'directory' },
            { path: '/usr/bin/node', body: 'elf' },
          ]),
          buildLayer(site.map((entry) => ({ ...entry, path: `/${entry.path}` }))),
        ],
      }))
    },
    answers: (rig) => publishAnswers(rig, version),
  },
  server: (api, rig) => planAnswers(api, digestOf(rig, version)),
})
