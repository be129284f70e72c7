import { htmlValue, read, site } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const cacheControl = 'private, max-age=31536000'

export const corpusCase = defineCase({
  id: 'S8',
  title: 'A page that browsers keep for a year',
  world:
    'The page was uploaded with `Cache-Control: private, max-age=31536000`: the edge does not keep it, browsers do.',
  source: 'cases.md',
  right: {
    'cache-policy': {
      status: 'fail',
      says: [/365 d by browsers/, /no invalidation reaches/],
      never: /by the edge/,
    },
    drift: { status: 'fail' },
    exit: { status: '1' },
  },
  rules: () => driftAnswers({ edge: site({ html: read({ ...htmlValue, cacheControl }) }) }),
  wire: {
    change: ({ world, built }) => {
      const page = world.s3.get(built.bucket, 'index.html')
      if (page) world.s3.put(built.bucket, 'index.html', page.body, { ...page, cacheControl })
    },
  },
  server: true,
})
