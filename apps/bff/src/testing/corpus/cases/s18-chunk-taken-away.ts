import { recordOf } from '../../../domain/bundle/testing/record-of.ts'
import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'S18',
  title: 'A chunk that a lifecycle rule took away',
  world:
    'The build left a record; a chunk that is loaded later has vanished from the bucket, and nobody has opened that page yet.',
  source: 'issue 7',
  right: {
    'site-files': { status: 'fail', says: /assets\/lazy\.js/ },
    'endpoint-match': { status: 'ok' },
  },
  wire: {
    change: (of) => {
      const files = {
        'index.html': pageOf(of, '<script type="module" src="/assets/main.js"></script>'),
        'assets/main.js': `fetch("${of.built.apiUrl}");import(\`./\${page}.js\`)`,
        'assets/lazy.js': 'pay()',
      }
      const record = recordOf(files, { settings: { VITE_API_URL: of.built.apiUrl } })
      putFiles(of, { ...files, 'lockstep-build.json': JSON.stringify(record), 'assets/lazy.js': null })
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
