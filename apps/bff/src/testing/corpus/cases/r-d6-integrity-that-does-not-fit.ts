import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { createHash } from 'node:crypto'
import { defineCase } from '../corpus-case.ts'
import { digestOf, planAnswers, pushBuild, siteFolder } from '../own-build.ts'
import { pageOf, putFiles } from '../site-world.ts'

const version = 'v20261120-120000'
const stated = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`
const head = (script: string) =>
  `<link rel="stylesheet" href="/assets/index-Ab12Cd34.css" integrity="${stated('p{}')}"><script type="module" src="/assets/index-Ab12Cd34.js" integrity="${stated('old')} ${stated(script)}"></script>`
const says =
  /browsers refuse assets\/index-Ab12Cd34\.js: its content is not the one whose hash the page states/i

export const corpusCase = defineCase({
  id: 'R-D6',
  title: 'A hash in the page that is not that of the script',
  world:
    'The page states the integrity of its script; the script was changed afterwards, under the same name.',
  source: 'field test; https://github.com/webpack/webpack/issues/7483; https://www.w3.org/TR/sri-2/',
  right: {
    'site-files': { status: 'fail', says: [says, /edge/, /bucket/], never: /index-Ab12Cd34\.css/ },
    'preflight:artifact-frontend': {
      status: 'fail',
      says: /its content is not the one whose hash/,
      never: /\.css/,
    },
  },
  wire: {
    change: (of) => {
      const page = pageOf(of, head('before'))
      const script = `fetch("${of.built.apiUrl}/x")`
      const files = {
        'index.html': page,
        'assets/index-Ab12Cd34.js': script,
        'assets/index-Ab12Cd34.css': 'p{}',
      }
      putFiles(of, files)
      pushBuild(of, version, () => ({
        layers: [
          buildLayer(Object.entries(files).map(([path, body]) => ({ path: `${siteFolder}/${path}`, body }))),
        ],
      }))
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: async (api, rig) => planAnswers(api, digestOf(rig, version)),
})
