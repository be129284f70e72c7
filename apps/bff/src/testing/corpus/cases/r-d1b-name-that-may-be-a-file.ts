import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'R-D1b',
  title: 'A text that may name a file which is not there',
  world:
    'Code hands the name of a script with a hash to a function of its own; there is no such file. It also names libraries in texts for people, which are no files.',
  source: 'field test',
  right: {
    'site-files': { status: 'unknown', says: /vendor-Crwgrj9F\.js/, never: [/All \d/, /Node|Vue/] },
    exit: { status: '2' },
  },
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(of, '<script type="module" src="/assets/main-D7OLk6YC.js"></script>'),
        'assets/main-D7OLk6YC.js': `fetch("${of.built.apiUrl}");load("./vendor-Crwgrj9F.js");t=["Node.js","Vue.js"]`,
      }),
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
