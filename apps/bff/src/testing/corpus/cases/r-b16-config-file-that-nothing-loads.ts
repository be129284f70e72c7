import { environment } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles, siteAnswers } from '../site-world.ts'

const frontend = { endpointFrom: 'file', endpointFile: 'config.js', endpointKey: 'apiUrl' } as const
const script = '/* see config.js */ fetch(api+"/orders")'
const doubt = { status: 'unknown', says: /neither the page nor its scripts name config\.js/ } as const

export const corpusCase = defineCase({
  id: 'R-B16',
  title: 'A file with the right address that nothing loads',
  world:
    'config.js in the bucket names the right backend, and the configuration says that the site learns it there; only a comment speaks of the file.',
  source: 'tried',
  right: { 'endpoint-match': doubt, 'preflight:artifact-endpoint': doubt },
  rules: () =>
    siteAnswers(
      { 'assets/main.js': script },
      { frontend: { ...environment.frontend, ...frontend } },
      {
        declared: { file: 'config.js', key: 'apiUrl', state: 'read', values: ['https://api.shop.example'] },
      },
    ),
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(
          of,
          '<!-- <script src="/config.js"></script> --><script type="module" src="/assets/main.js"></script>',
        ),
        'config.js': `window.config = { apiUrl: "${of.built.apiUrl}" }`,
        'assets/main.js': script,
      }),
    configure: (of) => ({ ...of, settings: {}, frontend: { ...of.frontend, ...frontend } }),
  },
  server: true,
})
