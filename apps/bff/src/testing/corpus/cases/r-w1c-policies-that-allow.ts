import { createHash } from 'node:crypto'
import { defineCase } from '../corpus-case.ts'
import { addHeaders, pageOf, putFiles } from '../site-world.ts'

const bootstrap = '\n  import("./_app/start-Ab12Cd34.js")\n'
const hash = createHash('sha384').update(bootstrap).digest('base64')

export const corpusCase = defineCase({
  id: 'R-W1c',
  title: 'Policies that allow what stands in the page',
  world:
    "A header allows the start of the application by its hash, a tag by 'unsafe-inline'; another header only reports, and the metadata of the object is none at all.",
  source: 'of the kind of R-W1',
  right: { 'site-files': { status: 'ok' }, 'endpoint-match': { status: 'ok' } },
  wire: {
    change: (of) => {
      const policy = `<meta http-equiv="Content-Security-Policy" content="script-src 'self' 'unsafe-inline'; sandbox">`
      putFiles(of, { '_app/start-Ab12Cd34.js': `fetch("${of.built.apiUrl}/x")` })
      const page = pageOf(of, `${policy}<script>${bootstrap.replaceAll('\n', '\r\n')}</script>`)
      of.world.s3.put(of.built.bucket, 'index.html', page, {
        contentType: 'text/html',
        cacheControl: 'max-age=60',
        metadata: { 'content-security-policy': "script-src 'none'" },
      })
      addHeaders(of, {
        'Content-Security-Policy': `default-src 'self'; connect-src *; script-src-elem 'self' 'sha384-${hash}'`,
        'Content-Security-Policy-Report-Only': "default-src 'none'",
      })
    },
    configure: (file) => ({ ...file, settings: {} }),
  },
})
