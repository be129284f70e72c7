import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { defineCase } from '../corpus-case.ts'
import { digestOf, planAnswers, pushBuild, siteFolder } from '../own-build.ts'
import { pageOf, putFiles } from '../site-world.ts'

const version = 'v20261120-130000'
const head =
  '<script defer src="/runtime-98c6ff4a.js"></script><script type="module" src="/main-474dcee1.js"></script>'
const runtime = '(()=>{var r={};r.u=e=>e+"."+{480:"0743aa12"}[e]+".js",r.p="/"})()'
const main = (api: string) =>
  `fetch("${api}/products");onclick=()=>t.e(480).then(x);onkeyup=()=>import("./lazy-D7OLk6YC.js")`
const gone = [/480\.0743aa12\.js/, /lazy-D7OLk6YC\.js/]

export const corpusCase = defineCase({
  id: 'R-B17',
  title: 'Chunks that are gone behind a fallback to the page',
  world:
    'The distribution answers whatever is missing with index.html and 200. A chunk that webpack names in a map and one that is imported later are gone, from the bucket and from the image of the next version.',
  source: 'tried',
  right: {
    'site-files': { status: 'fail', says: gone },
    'endpoint-match': { status: 'ok' },
    'preflight:artifact-frontend': { status: 'fail', says: gone },
  },
  wire: {
    options: { spaFallback: true },
    change: (of) => {
      const files = {
        'index.html': pageOf(of, head),
        'runtime-98c6ff4a.js': runtime,
        'main-474dcee1.js': main(of.built.apiUrl),
      }
      putFiles(of, files)
      const entries = Object.entries(files).map(([path, body]) => ({ path: `${siteFolder}/${path}`, body }))
      pushBuild(of, version, () => ({ layers: [buildLayer(entries)] }))
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: async (api, rig) => planAnswers(api, digestOf(rig, version)),
})
