import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { defineCase } from '../corpus-case.ts'
import { digestOf, planAnswers, pushBuild, siteFolder } from '../own-build.ts'
import { pageOf, putFiles } from '../site-world.ts'

const version = 'v20261120-120000'
const head = '<script src="https://cdn.shop.example/assets/index-Ab12Cd34.js"></script>'
const elsewhere = {
  status: 'unknown',
  says: /its scripts lie on cdn\.shop\.example, which is not looked at/,
  never: /no script/,
} as const

export const corpusCase = defineCase({
  id: 'R-B15',
  title: 'A site whose scripts lie on another host',
  world:
    'The bundler was given the address of a CDN as its public path: the page loads nothing of its own site.',
  source: 'tried',
  right: {
    'endpoint-match': elsewhere,
    'site-files': elsewhere,
    'settings-match': elsewhere,
    'edge-stale': { status: 'ok' },
    'cache-policy': { status: 'ok' },
    'preflight:artifact-endpoint': elsewhere,
    'preflight:artifact-settings': elsewhere,
  },
  wire: {
    change: (of) => {
      const page = pageOf(of, head)
      putFiles(of, { 'index.html': page })
      const files = [{ path: `${siteFolder}/index.html`, body: page }]
      pushBuild(of, version, () => ({ layers: [buildLayer(files)] }))
    },
    configure: (environment) => ({ ...environment, settings: { VITE_REGION: 'eu-west-1' } }),
  },
  server: async (api, rig) => planAnswers(api, digestOf(rig, version)),
})
