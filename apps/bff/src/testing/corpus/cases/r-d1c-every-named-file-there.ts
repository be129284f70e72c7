import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

const main = (api: string) =>
  `r.u=e=>"js/about.f44c1c11.js",r.p="/";fetch("${api}/products");r.e(594).then(x);navigator.serviceWorker.register("/sw.js");t=["Node.js","chart.js"];m={"./locale/fr.js":9}`

export const corpusCase = defineCase({
  id: 'R-D1c',
  title: 'A whole site with a service worker and a lazy chunk',
  world: 'Everything that the code names is there; it also names libraries and modules, which are no files.',
  source: 'ordinary',
  right: {
    'site-files': { status: 'ok', says: /All 4 scripts/ },
    exit: { status: '0' },
  },
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(of, '<script type="module" src="/js/main.2a6086c4.js"></script>'),
        'js/main.2a6086c4.js': main(of.built.apiUrl),
        'js/about.f44c1c11.js': 'about()',
        'sw.js': 'if(!self.define){importScripts(i)}define(["./workbox-2178cfdb"],e=>e.start());',
        'workbox-2178cfdb.js': 'define(["exports"],e=>e)',
      }),
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
