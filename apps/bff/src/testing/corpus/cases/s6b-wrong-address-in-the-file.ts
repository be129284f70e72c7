import { environment } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles, siteAnswers } from '../site-world.ts'

const scripts = { 'assets/main.js': 'load("/config.json")' }
const frontend = { endpointFrom: 'file', endpointFile: 'config.json', endpointKey: 'apiUrl' } as const

export const corpusCase = defineCase({
  id: 'S6b',
  title: 'The file that names the address at run time names another one',
  world: 'Somebody copied config.json from staging into the bucket of production.',
  source: 'tried',
  right: {
    'endpoint-match': { status: 'fail', says: /api\.staging\.example/ },
    'preflight:artifact-endpoint': { status: 'fail' },
  },
  rules: () =>
    siteAnswers(
      scripts,
      { frontend: { ...environment.frontend, ...frontend } },
      {
        declared: {
          file: 'config.json',
          key: 'apiUrl',
          state: 'read',
          values: ['https://api.staging.example'],
        },
      },
    ),
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(of, '<script type="module" src="/assets/main.js"></script>'),
        'config.json': '{"apiUrl":"https://api.staging.example"}',
        ...scripts,
      }),
    configure: (of) => ({ ...of, settings: {}, frontend: { ...of.frontend, ...frontend } }),
  },
  server: true,
})
