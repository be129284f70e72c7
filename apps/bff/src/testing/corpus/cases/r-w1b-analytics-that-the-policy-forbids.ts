import { defineCase } from '../corpus-case.ts'
import { addHeaders, pageOf, putFiles } from '../site-world.ts'

const analytics =
  '<script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}</script>'

export const corpusCase = defineCase({
  id: 'R-W1b',
  title: 'A counting snippet that the policy forbids, beside an application that it allows',
  world:
    'The policy allows scripts of the site alone; the page also holds the snippet of a counting service.',
  source: 'of the kind of R-W1',
  right: {
    'site-files': { status: 'warn', says: [/browsers refuse script 1 of the page/, /script-src 'self'/] },
    'endpoint-match': { status: 'ok' },
    'edge-stale': { status: 'ok' },
  },
  wire: {
    change: (of) => {
      const script = '<script type="module" src="/assets/index-Ab12Cd34.js"></script>'
      putFiles(of, {
        'index.html': pageOf(of, `${analytics}${script}`),
        'assets/index-Ab12Cd34.js': `fetch("${of.built.apiUrl}/x")`,
      })
      addHeaders(of, { 'content-security-policy': "script-src 'self'" })
    },
    configure: (file) => ({ ...file, settings: {} }),
  },
})
