import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { defineCase } from '../corpus-case.ts'
import { publishAnswers, pushBuild, servedAnswer, siteFolder } from '../own-build.ts'

const version = 'v20261120-100000'
const paths = [
  '.well-known/apple-app-site-association',
  'Build/game.wasm.br',
  'Build/data.js.gz',
  'downloads/source.tar.gz',
]

export const corpusCase = defineCase({
  id: 'P6',
  title: 'Types by name, and packed files',
  world:
    'The image holds `.well-known/apple-app-site-association`, `Build/game.wasm.br`, `Build/data.js.gz` and an archive to download.',
  source: 'cases.md',
  right: {
    publish: { status: 'ok' },
    '.well-known/apple-app-site-association': { says: /^application\/json/, never: /encoding/ },
    'Build/game.wasm.br': { says: [/^application\/wasm/, /encoding br/] },
    'Build/data.js.gz': { says: [/^text\/javascript/, /encoding gzip/] },
    'downloads/source.tar.gz': { says: /^application\/gzip/, never: /encoding/ },
  },
  wire: {
    change: (world) => {
      const more = paths.map((path) => ({ path: `${siteFolder}/${path}`, body: path }))
      pushBuild(world, version, (site) => ({ layers: [buildLayer([...site, ...more])] }))
    },
    answers: async (rig) => ({
      ...(await publishAnswers(rig, version)),
      ...Object.fromEntries(paths.map((path) => [path, servedAnswer(rig, path)])),
    }),
  },
})
