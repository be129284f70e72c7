import { entryValue, read, site } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const file = { contentType: 'text/javascript', isRefused: false }
const seen = (sha256: string) =>
  read({ ...entryValue, files: { 'assets/lazy-Ab12Cd34.js': { ...file, sha256 } } })

export const corpusCase = defineCase({
  id: 'R-D4',
  title: 'The edge keeps other bytes of a script that is not the entry',
  world:
    'A build came out under the same hashed names with another content: the edge kept the old bytes of a lazy chunk, the bucket has the new ones.',
  source: 'field test; https://github.com/webpack/webpack/issues/7483',
  right: {
    'edge-stale': {
      status: 'fail',
      says: /another script than the bucket holds, though both are called assets\/lazy-\w+\.js/,
    },
    'edge-stale, the same': { status: 'ok' },
  },
  rules: () => ({
    'edge-stale': driftAnswers({
      edge: site({ entry: seen('4'.repeat(64)) }),
      bucket: site({ entry: seen('5'.repeat(64)) }),
    })['edge-stale'] ?? { status: 'none' },
    'edge-stale, the same': driftAnswers({
      edge: site({ entry: seen('4'.repeat(64)) }),
      bucket: site({ entry: seen('4'.repeat(64)) }),
    })['edge-stale'] ?? { status: 'none' },
  }),
})
