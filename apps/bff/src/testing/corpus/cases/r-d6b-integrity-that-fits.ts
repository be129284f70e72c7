import { createHash } from 'node:crypto'
import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

const stated = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`

export const corpusCase = defineCase({
  id: 'R-D6b',
  title: 'A hash in the page that is that of the script',
  world:
    'The page states the integrity of its script and stylesheet rightly, beside a weaker hash that does not count.',
  source: 'tried; https://www.w3.org/TR/sri-2/',
  right: { 'site-files': { status: 'ok' }, 'edge-stale': { status: 'ok' } },
  wire: {
    change: (of) => {
      const script = `fetch("${of.built.apiUrl}/x?ä")`
      putFiles(of, {
        'index.html': pageOf(
          of,
          `<link rel="stylesheet" href="/assets/index-Ab12Cd34.css" integrity="${stated('p{}')}"><script type="module" src="/assets/index-Ab12Cd34.js" integrity="sha256-AAAA ${stated(script)}"></script>`,
        ),
        'assets/index-Ab12Cd34.js': script,
        'assets/index-Ab12Cd34.css': 'p{}',
      })
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
})
