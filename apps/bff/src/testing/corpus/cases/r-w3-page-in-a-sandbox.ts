import { defineCase } from '../corpus-case.ts'
import { addHeaders, pageOf, putFiles } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'R-W3',
  title: 'A page in a sandbox that runs no script',
  world: 'The distribution sends the policy of a store of uploaded files: sandbox, without allow-scripts.',
  source: 'of the kind of R-U3',
  right: {
    'site-files': { status: 'fail', says: [/browsers refuse every script/, /\(sandbox allow-forms\)/] },
  },
  wire: {
    change: (of) => {
      putFiles(of, {
        'index.html': pageOf(of, '<script type="module" src="/assets/index-Ab12Cd34.js"></script>'),
        'assets/index-Ab12Cd34.js': `fetch("${of.built.apiUrl}/x")`,
      })
      addHeaders(of, { 'Content-Security-Policy': "script-src 'self'; sandbox allow-forms" })
    },
    configure: (file) => ({ ...file, settings: {} }),
  },
})
