import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { defineCase } from '../corpus-case.ts'
import { digestOf, planAnswers, pushBuild, siteFolder } from '../own-build.ts'
import { pageOf, putFiles } from '../site-world.ts'

const version = 'v20261120-100000'
const head =
  '<link rel="stylesheet" href="/main-474dcee1.css"><script defer src="/runtime-98c6ff4a.js"></script><script defer src="/main-474dcee1.js"></script>'
const runtime =
  '(()=>{var r={};r.u=e=>({9:"pay"}[e]||e)+"."+{9:"7028e0ac",480:"0743aa12"}[e]+".js",r.p="/"})()'
const main = (api: string) =>
  `fetch("${api}/products");onclick=()=>t.e(480).then(x);new Worker(new URL("/worker-1e9220d1.js",import.meta.url))`
const gone = [/480\.0743aa12\.js/, /worker-1e9220d1\.js/, /main-474dcee1\.css/]

export const corpusCase = defineCase({
  id: 'R-B11',
  title: 'A chunk, a worker and a stylesheet that are gone',
  world:
    'The build left no record. A chunk that only the map of the runtime names, a worker and a stylesheet of the page are gone: from the bucket, and from the image of the next version.',
  source: 'tried',
  right: {
    'site-files': { status: 'fail', says: gone, never: [/pay\.7028e0ac/, /All \d/] },
    'endpoint-match': { status: 'ok' },
    'preflight:artifact-frontend': { status: 'fail', says: gone, never: /pay\.7028e0ac/ },
    'preflight:artifact-endpoint': { status: 'ok' },
    plan: { status: 'ready' },
  },
  wire: {
    change: (of) => {
      const { apiUrl } = of.built
      const files = {
        'index.html': pageOf(of, head),
        'runtime-98c6ff4a.js': runtime,
        'main-474dcee1.js': main(apiUrl),
        'pay.7028e0ac.js': 'pay()',
      }
      putFiles(of, files)
      const entries = Object.entries(files).map(([path, body]) => ({ path: `${siteFolder}/${path}`, body }))
      pushBuild(of, version, () => ({ layers: [buildLayer(entries)] }))
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: async (api, rig) => planAnswers(api, digestOf(rig, version)),
})
