import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

const system = '!function(){self.System={import:function(u){}}}();'

export const corpusCase = defineCase({
  id: 'R-D51b',
  title: 'Modules that a map of SystemJS names',
  world:
    'single-spa: the page loads SystemJS and a map in a script of the type systemjs-importmap; the module with the address is named by the map alone.',
  source: 'field test; https://single-spa.js.org/docs/recommended-setup/',
  right: {
    'endpoint-match': { status: 'ok' },
    'site-files': { status: 'ok' },
  },
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(
          of,
          '<script type="systemjs-importmap">{"imports":{"@shop/root":"/assets/root-Ab12Cd34.js"}}</script><script src="/assets/system-6fN3pQ1z.js"></script><script>System.import("@shop/root")</script>',
        ),
        'assets/system-6fN3pQ1z.js': system,
        'assets/root-Ab12Cd34.js': `System.register([],function(e){return{execute:function(){fetch("${of.built.apiUrl}/x")}}})`,
      }),
    configure: (environment) => ({ ...environment, settings: {} }),
  },
})
