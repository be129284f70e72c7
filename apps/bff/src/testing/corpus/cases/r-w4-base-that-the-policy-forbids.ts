import { defineCase } from '../corpus-case.ts'
import { addHeaders, pageOf, putFiles } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'R-W4',
  title: 'A <base> that the policy forbids',
  world:
    "The page's scripts are written relative to its <base>; base-uri 'none' makes browsers overlook that, and they look for the scripts beside the page.",
  source: 'of the kind of R-U3',
  right: {
    'site-files': { status: 'fail', says: [/<base href="\/build\/">/, /base-uri 'none'/] },
  },
  wire: {
    change: (of) => {
      putFiles(of, {
        'index.html': pageOf(
          of,
          '<base href="/build/"><script type="module" src="index-Ab12Cd34.js"></script>',
        ),
        'build/index-Ab12Cd34.js': `fetch("${of.built.apiUrl}/x")`,
      })
      addHeaders(of, { 'Content-Security-Policy': "default-src 'self'; connect-src *; base-uri 'none'" })
    },
    configure: (file) => ({ ...file, settings: {} }),
  },
})
