import { htmlValue, read, site } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

export const corpusCase = defineCase({
  id: 'S1',
  title: 'A hot fix of the page that never reached users',
  world:
    'Somebody changed the page in the bucket by hand. Version and script are called as before; the edge still holds the old page.',
  source: 'cases.md',
  right: {
    'edge-stale': { status: 'fail', says: [/another page/, /contents differ/] },
    'version-match': { status: 'ok' },
    drift: { status: 'fail' },
    exit: { status: '1' },
  },
  rules: () => driftAnswers({ edge: site({ html: read({ ...htmlValue, sha256: 'of the old page' }) }) }),
  wire: {
    change: async ({ world, built }) => {
      const page = world.s3.get(built.bucket, 'index.html')
      if (!page) throw new Error('the site has no page')
      const { body, contentType } = page
      world.s3.put(built.bucket, 'index.html', body, { contentType, cacheControl: 'max-age=86400' })
      // A visit: from now on the edge holds the page.
      await (await fetch(built.siteUrl)).arrayBuffer()
      const fixed = Buffer.from(body).toString().replace('</body>', '<p>We are back at 8.</p></body>')
      world.s3.put(built.bucket, 'index.html', fixed, { contentType, cacheControl: 'max-age=60' })
    },
  },
  server: true,
})
