import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles, siteAnswers } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'S5',
  title: 'The address only in a chunk that a later script imports',
  world:
    'Polyfills and a vendor chunk come first, attributes have no quotes, and the entry imports the chunk that calls.',
  source: 'cases.md',
  right: { 'endpoint-match': { status: 'ok' }, 'preflight:artifact-endpoint': { status: 'ok' } },
  rules: () =>
    siteAnswers({
      'polyfills.js': 'x()',
      'vendor.js': 'y()',
      'main.js': 'import{a}from"./api.js"',
      'api.js': 'export const a=()=>fetch("https://api.shop.example/orders")',
    }),
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(
          of,
          '<base href=/><script src=polyfills.js nomodule></script><script src=vendor.js type=module></script><script src=main.js type=module></script>',
        ),
        'polyfills.js': 'x()',
        'vendor.js': 'y()',
        'main.js': 'import{a}from"./api.js";a()',
        'api.js': `export const a=()=>fetch("${of.built.apiUrl}/orders")`,
      }),
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
