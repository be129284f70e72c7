import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

const analytics = '<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>'

export const corpusCase = defineCase({
  id: 'R-B15b',
  title: 'A page that stands in one file, beside analytics of another host',
  world:
    'The bundler put the whole application into the page; a script of a counting service stands beside it.',
  source: 'tried',
  right: {
    'endpoint-match': { status: 'ok' },
    'settings-match': { status: 'ok' },
    'site-files': { status: 'ok' },
    'edge-stale': { status: 'ok' },
    'cache-policy': { status: 'ok', never: [/assets/, /script that it loads/] },
  },
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(
          of,
          `${analytics}<script type="module">fetch("${of.built.apiUrl}/orders")</script>`,
        ),
      }),
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
