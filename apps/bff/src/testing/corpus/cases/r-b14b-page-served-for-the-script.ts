import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

const named = { status: 'fail', says: /assets\/main\.js, which is served as an HTML page/ } as const

export const corpusCase = defineCase({
  id: 'R-B14b',
  title: 'A script that is served as an HTML page',
  world: 'The script is there, but it was uploaded as text/html: no browser runs it.',
  source: 'tried',
  right: { 'site-files': named, 'endpoint-match': named, exit: { status: '1' } },
  wire: {
    change: (of) => {
      putFiles(of, { 'index.html': pageOf(of, '<script type="module" src="/assets/main.js"></script>') })
      of.world.s3.put(of.built.bucket, 'assets/main.js', `fetch("${of.built.apiUrl}/x")`, {
        contentType: 'text/html',
        cacheControl: 'public,max-age=60',
      })
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
