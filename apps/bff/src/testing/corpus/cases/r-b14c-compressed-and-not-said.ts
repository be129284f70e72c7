import { gzipSync } from 'node:zlib'
import { defineCase } from '../corpus-case.ts'
import { pageOf } from '../site-world.ts'

const words = { status: 'fail', says: /no Content-Encoding says how/, never: /no (entry )?script/ } as const

export const corpusCase = defineCase({
  id: 'R-B14c',
  title: 'A site that is stored compressed, and does not say so',
  world:
    'Somebody uploaded the compressed files without Content-Encoding: browsers show bytes in place of the page.',
  source: 'tried',
  right: { 'site-files': words, 'endpoint-match': words, exit: { status: '1' } },
  wire: {
    change: (of) => {
      const page = pageOf(of, '<script type="module" src="/assets/main.js"></script>')
      const head = { contentType: 'text/html', cacheControl: 'public,max-age=60' }
      of.world.s3.put(of.built.bucket, 'index.html', gzipSync(page), head)
      const script = gzipSync(`fetch("${of.built.apiUrl}/x")`)
      of.world.s3.put(of.built.bucket, 'assets/main.js', script, { ...head, contentType: 'text/javascript' })
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
