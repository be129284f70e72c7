import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'R-D51c',
  title: 'Modules that a map puts on another host',
  world: 'The map of SystemJS leads to a CDN for the module that holds the address.',
  source: 'tried; https://single-spa.js.org/docs/recommended-setup/',
  right: { 'endpoint-match': { status: 'unknown', says: /modules on cdn\.shop\.example/ } },
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(
          of,
          '<script type="systemjs-importmap">{"imports":{"@shop/root":"https://cdn.shop.example/root.js"}}</script><script src="/assets/system-6fN3pQ1z.js"></script><script>System.import("@shop/root")</script>',
        ),
        'assets/system-6fN3pQ1z.js': 'self.System={}',
      }),
    configure: (environment) => ({ ...environment, settings: {} }),
  },
})
