import { version } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { preflightAnswers, putFiles, pageOf } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'S14',
  title: 'A script with a + in its name',
  world: 'The page names /assets/+entry-1.js; S3 reads the + as a blank, so browsers do not get it.',
  source: 'cases.md',
  right: {
    'endpoint-match': { status: ['fail', 'unknown'], never: /calls the right backend,/ },
    'preflight:artifact-frontend': { status: 'warn', says: /\+entry-1\.js/ },
  },
  rules: () =>
    preflightAnswers({
      files: [{ path: 'index.html' }, { path: 'assets/+entry-1.js' }],
      buildVersion: version,
    }),
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(of, '<script type="module" src="/assets/+entry-1.js"></script>'),
        'assets/+entry-1.js': `fetch("${of.built.apiUrl}/x")`,
      }),
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
