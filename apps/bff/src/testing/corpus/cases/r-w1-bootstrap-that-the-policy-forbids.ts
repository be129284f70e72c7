import { createHash } from 'node:crypto'
import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { defineCase, type BuiltWorld } from '../corpus-case.ts'
import { digestOf, planAnswers, pushBuild, siteFolder } from '../own-build.ts'
import { addHeaders, pageOf, putFiles } from '../site-world.ts'

const bootstrap = 'import("./_app/start-Ab12Cd34.js").then((kit) => kit.start())'
const page = (of: BuiltWorld): string =>
  pageOf(of, `<link rel="modulepreload" href="/_app/start-Ab12Cd34.js"><script>${bootstrap}</script>`)
const version = 'v20261120-120000'
const hash = createHash('sha256').update('another text').digest('base64')

export const corpusCase = defineCase({
  id: 'R-W1',
  title: 'A script that stands in the page and starts the application, forbidden by the policy',
  world:
    'SvelteKit writes its start into the page; the policy that the distribution sends allows files of the site and the hash of an earlier text.',
  source: 'https://github.com/sveltejs/kit/issues/93',
  right: {
    'site-files': {
      status: 'fail',
      says: [/browsers refuse script 1 of the page/, /Content-Security-Policy/, /script-src 'self'/],
      never: /In the bucket/,
    },
    'preflight:artifact-frontend': {
      status: 'fail',
      says: [/script 1 of the page/, /in a header that the distribution adds/],
    },
    'preflight:artifact-endpoint': { status: 'ok' },
  },
  wire: {
    change: (of) => {
      const script = `export const start = () => fetch("${of.built.apiUrl}/x")`
      putFiles(of, { 'index.html': page(of), '_app/start-Ab12Cd34.js': script })
      addHeaders(of, { 'Content-Security-Policy': `script-src 'self' 'sha256-${hash}'` })
      const files = [
        { path: `${siteFolder}/index.html`, body: page(of) },
        { path: `${siteFolder}/_app/start-Ab12Cd34.js`, body: script },
      ]
      pushBuild(of, version, () => ({ layers: [buildLayer(files)] }))
    },
    configure: (file) => ({ ...file, settings: {} }),
  },
  server: async (api, rig) => planAnswers(api, digestOf(rig, version)),
})
