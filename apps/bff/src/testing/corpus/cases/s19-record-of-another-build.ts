import { recordOf } from '../../../domain/bundle/testing/record-of.ts'
import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'S19',
  title: 'A record that contradicts the files',
  world:
    'A script was changed by hand in the bucket; the record of the build still describes the old one and names the right address.',
  source: 'issue 7',
  right: {
    'site-files': { status: 'fail', says: /assets\/main\.js is not as built/ },
    'endpoint-match': { status: 'fail', says: /api\.staging\.example/ },
  },
  wire: {
    change: (of) => {
      const files = {
        'index.html': pageOf(of, '<script type="module" src="/assets/main.js"></script>'),
        'assets/main.js': `const e={VITE_API_URL:"${of.built.apiUrl}"}`,
      }
      const record = recordOf(files, { settings: { VITE_API_URL: of.built.apiUrl } })
      putFiles(of, {
        ...files,
        'lockstep-build.json': JSON.stringify(record),
        'assets/main.js': 'const e={VITE_API_URL:"https://api.staging.example"}',
      })
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
