import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles, siteAnswers } from '../site-world.ts'

const lazy = { 'assets/lazy.js': 'const k="pk_test_51H";pay(k)' }

export const corpusCase = defineCase({
  id: 'S2',
  title: 'A forbidden key in a chunk that is loaded later',
  world:
    'The entry script is clean; a chunk that it imports when somebody pays holds the key of the test account.',
  source: 'cases.md',
  right: {
    'settings-match': { status: 'fail', says: /pk_test_/ },
    'endpoint-match': { status: 'ok' },
    'preflight:artifact-settings': { status: 'fail', says: /pk_test_/ },
  },
  rules: () =>
    siteAnswers(
      { 'assets/main.js': 'fetch("https://api.shop.example/x");import("./lazy.js")', ...lazy },
      { forbiddenValues: ['pk_test_'] },
    ),
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(of, '<script type="module" src="/assets/main.js"></script>'),
        'assets/main.js': `fetch("${of.built.apiUrl}/x");import("./lazy.js")`,
        ...lazy,
      }),
    configure: (environment) => ({ ...environment, settings: {}, forbiddenValues: ['pk_test_'] }),
  },
  server: true,
})
