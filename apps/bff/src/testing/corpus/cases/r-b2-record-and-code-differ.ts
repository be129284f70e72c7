import { recordOf } from '../../../domain/bundle/testing/record-of.ts'
import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'R-B2',
  title: 'The record names the right address, and the scripts call another one',
  world:
    'The build was stamped with the address that it should call, and baked in another one, of a host that nobody declared.',
  source: 'tried',
  right: {
    'endpoint-match': { status: 'unknown', says: /by the record of the build, but none of the scripts/ },
    'site-files': { status: 'ok' },
  },
  wire: {
    change: (of) => {
      const files = {
        'index.html': pageOf(of, '<script type="module" src="/assets/main.js"></script>'),
        'assets/main.js': 'fetch("https://api.other.example/orders")',
      }
      const record = recordOf(files, { settings: { VITE_API_URL: of.built.apiUrl } })
      putFiles(of, { ...files, 'lockstep-build.json': JSON.stringify(record) })
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
