import { htmlValue, read, site } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

export const corpusCase = defineCase({
  id: 'R-B24',
  title: 'A page that is kept by its Expires',
  world: 'The page was uploaded without Cache-Control and with an Expires of years ahead.',
  source: 'field test',
  right: { 'cache-policy': { status: 'fail', says: /the page may be kept for/ } },
  rules: () =>
    driftAnswers({
      edge: site({ html: read({ ...htmlValue, cacheControl: null, expiresSeconds: 86_400 }) }),
    }),
  wire: {
    change: ({ world, built, clock }) => {
      const page = world.s3.get(built.bucket, 'index.html')
      const expires = new Date(clock.now() + 365 * 86_400_000)
      if (page)
        world.s3.put(built.bucket, 'index.html', page.body, { ...page, cacheControl: undefined, expires })
    },
  },
})
