import { htmlValue, read, site } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const cacheControl = 'public;max-age=60'

export const corpusCase = defineCase({
  id: 'R-B23',
  title: 'A cache header with semicolons',
  world:
    'The Cache-Control of the page separates its directives by semicolons, so that caches do not know its age.',
  source: 'field test',
  right: { 'cache-policy': { status: 'fail', says: /cannot be understood as written/ } },
  rules: () => driftAnswers({ edge: site({ html: read({ ...htmlValue, cacheControl }) }) }),
  wire: {
    change: ({ world, built }) => {
      const page = world.s3.get(built.bucket, 'index.html')
      if (page) world.s3.put(built.bucket, 'index.html', page.body, { ...page, cacheControl })
    },
  },
})
