import { environment } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles, siteAnswers } from '../site-world.ts'

const scripts = { 'assets/main.js': 'fetch(window.config.apiUrl+"/x")' }
const frontend = { endpointFrom: 'file', endpointFile: 'config.js', endpointKey: 'apiUrl' } as const

export const corpusCase = defineCase({
  id: 'S6',
  title: 'The address comes from a file at run time',
  world: 'The build holds no address; config.js in the bucket names it, and the configuration says so.',
  source: 'cases.md',
  right: {
    'endpoint-match': { status: 'ok', says: /config\.js/ },
    'preflight:artifact-endpoint': { status: 'ok' },
  },
  rules: () =>
    siteAnswers(
      scripts,
      { frontend: { ...environment.frontend, ...frontend } },
      {
        attributes: ['/config.js'],
        declared: { file: 'config.js', key: 'apiUrl', state: 'read', values: ['https://api.shop.example/'] },
      },
    ),
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(
          of,
          '<script src="/config.js"></script><script type="module" src="/assets/main.js"></script>',
        ),
        'config.js': `window.config = { apiUrl: "${of.built.apiUrl}" } // not http://localhost:1`,
        ...scripts,
      }),
    configure: (of) => ({ ...of, settings: {}, frontend: { ...of.frontend, ...frontend } }),
  },
  server: true,
})
