import {
  entryValue,
  htmlValue,
  olderVersion,
  read,
  site,
} from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

export const corpusCase = defineCase({
  id: 'R-B25',
  title: 'An old page at the edge, over a bucket that lost a chunk',
  world:
    'The edge still serves the version before. The bucket has the page that runs, without a chunk that it loads, and with a stylesheet that browsers refuse.',
  source: 'review of the remedies: an invalidation would bring users the broken site',
  right: {
    'edge-stale': { status: 'fail', says: /would bring users a site that does not work/ },
    'site-files': { status: 'fail', says: /assets\/cart\.js is not there/ },
  },
  rules: () =>
    driftAnswers({
      edge: site({ html: read({ ...htmlValue, buildVersion: olderVersion, sha256: 'old' }) }),
      bucket: site({
        entry: read({
          ...entryValue,
          missing: ['assets/cart.js'],
          refused: ['assets/index.css, which is served as text/plain'],
        }),
      }),
    }),
})
