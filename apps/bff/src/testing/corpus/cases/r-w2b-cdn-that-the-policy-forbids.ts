import { defineCase } from '../corpus-case.ts'
import { addHeaders, pageOf, putFiles } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'R-W2b',
  title: 'An application of another host that the policy forbids',
  world: 'All scripts lie on a CDN; the policy that the distribution sends allows those of the site alone.',
  source: 'of the kinds of R-B15 and R-U3',
  right: {
    'site-files': {
      status: 'fail',
      says: /browsers refuse https:\/\/cdn\.shop\.example\/index-Ab12Cd34\.js: .*script-src 'self'/,
    },
    'endpoint-match': { status: 'unknown', says: /the scripts on cdn\.shop\.example/ },
  },
  wire: {
    change: (of) => {
      const application = '<script defer src="https://cdn.shop.example/index-Ab12Cd34.js"></script>'
      putFiles(of, { 'index.html': pageOf(of, application) })
      addHeaders(of, { 'Content-Security-Policy': "default-src *; script-src 'self'" })
    },
    configure: (file) => ({ ...file, settings: {} }),
  },
})
