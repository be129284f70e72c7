import { defineCase } from '../corpus-case.ts'
import { siteAnswers } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'S2b',
  title: 'A chunk that could not be looked into',
  world:
    'The entry script is clean; a chunk that it imports could not be read, and another is named by computing.',
  source: 'tried',
  right: {
    'settings-match': { status: 'unknown', says: [/lazy\.js/, /locales/] },
    'endpoint-match': { status: 'ok' },
    'preflight:artifact-settings': { status: 'unknown', says: /lazy\.js/ },
  },
  rules: () =>
    siteAnswers(
      {
        'assets/main.js': 'fetch("https://api.shop.example/x");import("./lazy.js")',
        'assets/locales.js': 'import(`./${x}.js`)',
      },
      { forbiddenValues: ['pk_test_'] },
      { unread: ['assets/lazy.js (no complete answer within 10000 ms)'] },
    ),
})
