import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { defineCase } from '../corpus-case.ts'
import { digestOf, planAnswers, publishAnswers, pushBuild, siteFolder } from '../own-build.ts'

const version = 'v20261120-100000'

export const corpusCase = defineCase({
  id: 'P2c',
  title: 'The frontend folder is a link to the build',
  world:
    '`/app/dist/public` is a symbolic link to `../build`, and one file there is a second name of another.',
  source: 'tried',
  right: {
    publish: { status: 'ok' },
    files: { status: 'read', says: /added copy\.html/ },
    'preflight:artifact-frontend': { status: 'ok' },
    plan: { status: 'ready' },
  },
  wire: {
    change: (world) => {
      pushBuild(world, version, (site) => ({
        layers: [
          buildLayer([
            ...site.map((entry) => ({ ...entry, path: entry.path.replace(siteFolder, 'app/build') })),
            { path: 'app/build/copy.html', type: 'hardlink', target: 'app/build/index.html' },
          ]),
          buildLayer([{ path: siteFolder, type: 'symlink', target: '../build' }]),
        ],
      }))
    },
    answers: (rig) => publishAnswers(rig, version),
  },
  server: (api, rig) => planAnswers(api, digestOf(rig, version)),
})
