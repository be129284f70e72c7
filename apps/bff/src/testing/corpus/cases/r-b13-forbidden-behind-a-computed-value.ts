import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles, siteAnswers } from '../site-world.ts'

const call = 'const log=m=>fetch(`${p}://localhost:3000/${m}/log`)'
const forbiddenValues = ['localhost:3000']

export const corpusCase = defineCase({
  id: 'R-B13',
  title: 'A forbidden host behind a computed protocol',
  world: 'A script sends its log to `${p}://localhost:3000`: the host stands in the tail of a template.',
  source: 'tried',
  right: {
    'settings-match': { status: 'fail', says: /localhost:3000/ },
    'preflight:artifact-settings': { status: 'fail', says: /localhost:3000/ },
  },
  rules: () =>
    siteAnswers(
      { 'assets/main.js': `fetch("https://api.shop.example/x");${call}` },
      { settings: {}, forbiddenValues },
    ),
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(of, '<script type="module" src="/assets/main.js"></script>'),
        'assets/main.js': `fetch("${of.built.apiUrl}/x");${call}`,
      }),
    configure: (environment) => ({ ...environment, settings: {}, forbiddenValues }),
  },
  server: true,
})
