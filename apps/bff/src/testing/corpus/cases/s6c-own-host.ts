import { environment } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles, siteAnswers } from '../site-world.ts'

const scripts = { 'assets/main.js': 'fetch("/api/orders")' }

export const corpusCase = defineCase({
  id: 'S6c',
  title: 'The site calls its own host',
  world: 'The code calls /api; the distribution sends it on to the backend, and the configuration says so.',
  source: 'cases.md',
  right: { 'endpoint-match': { status: 'ok' }, 'preflight:artifact-endpoint': { status: 'ok' } },
  rules: () => siteAnswers(scripts, { frontend: { ...environment.frontend, endpointFrom: 'same-origin' } }),
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(of, '<script type="module" src="/assets/main.js"></script>'),
        ...scripts,
      }),
    configure: (of) => ({ ...of, settings: {}, frontend: { ...of.frontend, endpointFrom: 'same-origin' } }),
  },
  server: true,
})
