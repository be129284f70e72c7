import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { defineCase } from '../corpus-case.ts'
import { digestOf, planAnswers, pushBuild, siteFolder } from '../own-build.ts'
import { pageOf, putFiles } from '../site-world.ts'

const version = 'v20261120-140000'
const head =
  '<script>window.___chunkMapping={"app":["/js/app.2a6086c4.js"],"page":["/js/page.0f1e2d3c.js"]};</script><script defer src="/js/app.2a6086c4.js"></script>'
const app = (api: string) =>
  `r.u=e=>"js/about.f44c1c11.js",r.p="/";fetch("${api}/products");onclick=()=>r.e(594).then(x);navigator.serviceWorker.register("/sw.js");s.src="/cart/remoteEntry.js"`
const worker = 'if(!self.define){importScripts(i)}define(["./workbox-2178cfdb"],e=>e.start());'
const gone = [/about\.f44c1c11\.js/, /workbox-2178cfdb\.js/, /page\.0f1e2d3c\.js/]

export const corpusCase = defineCase({
  id: 'R-D1',
  title: 'Files that are gone, each named by one text alone',
  world:
    'The build left no record. The only lazy chunk of a webpack runtime, the library of the service worker, and a chunk of a map in the page are gone from the bucket and from the image of the next version.',
  source: 'field test; https://github.com/reapit/foundations/pull/1217',
  right: {
    'site-files': { status: 'fail', says: gone, never: /All \d/ },
    'endpoint-match': { status: 'ok' },
    exit: { status: '1' },
    'preflight:artifact-frontend': { status: 'fail', says: gone },
  },
  wire: {
    change: (of) => {
      const files = {
        'index.html': pageOf(of, head),
        'js/app.2a6086c4.js': app(of.built.apiUrl),
        'sw.js': worker,
        'cart/remoteEntry.js': 'cart={init(){},get(){}}',
      }
      putFiles(of, files)
      const entries = Object.entries(files).map(([path, body]) => ({ path: `${siteFolder}/${path}`, body }))
      pushBuild(of, version, () => ({ layers: [buildLayer(entries)] }))
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: async (api, rig) => planAnswers(api, digestOf(rig, version)),
})
