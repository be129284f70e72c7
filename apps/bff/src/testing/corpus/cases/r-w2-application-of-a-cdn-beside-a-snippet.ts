import { defineCase } from '../corpus-case.ts'
import { addHeaders, pageOf, putFiles } from '../site-world.ts'

const application = '<script type="module" src="https://cdn.shop.example/assets/index-Ab12Cd34.js"></script>'
const analytics =
  '<script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}</script>'
const elsewhere = {
  status: 'unknown',
  says: /its scripts lie on cdn\.shop\.example, which is not looked at/,
} as const

export const corpusCase = defineCase({
  id: 'R-W2',
  title: 'An application that comes whole from another host, beside a snippet in the page',
  world:
    'All scripts lie on a CDN, which the policy allows; it forbids the snippet of a counting service in the page.',
  source: 'of the kinds of R-B15 and R-W1',
  right: {
    'endpoint-match': elsewhere,
    'site-files': elsewhere,
    'edge-stale': { status: 'ok' },
  },
  wire: {
    change: (of) => {
      putFiles(of, { 'index.html': pageOf(of, `${analytics}${application}`) })
      addHeaders(of, { 'Content-Security-Policy': 'script-src https://cdn.shop.example' })
    },
    configure: (file) => ({ ...file, settings: {} }),
  },
})
