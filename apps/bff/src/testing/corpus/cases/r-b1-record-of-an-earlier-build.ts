import { recordOf } from '../../../domain/bundle/testing/record-of.ts'
import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'R-B1',
  title: 'The record of an earlier build lies beside the site',
  world:
    'A build with a record was followed by one without, by hand: the old record still lies in the bucket, names the right address, and knows none of the new files. The scripts call another environment.',
  source: 'tried',
  right: {
    'site-files': {
      status: 'warn',
      says: /lockstep-build\.json is of another build.*v20200101/,
      never: /not whole|not as built/,
    },
    'endpoint-match': { status: 'fail', says: /api\.staging\.example/ },
  },
  wire: {
    change: (of) => {
      const old = recordOf(
        { 'index.html': '<html></html>', 'assets/old.js': 'old()' },
        { version: 'v20200101-000000', endpoint: of.built.apiUrl },
      )
      putFiles(of, {
        'index.html': pageOf(of, '<script type="module" src="/assets/main.js"></script>'),
        'assets/main.js': 'const e={VITE_API_URL:"https://api.staging.example"}',
        'lockstep-build.json': JSON.stringify(old),
      })
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
