import { placeMain } from '../../../domain/artifact/candidate-pages.ts'
import { entryValue, read, site } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const path = 'assets/index-BnsyQuTe.js'

export const corpusCase = defineCase({
  id: 'R-B21',
  title: 'Hashes that look like words',
  world:
    'Some hashes of Vite and esbuild are like words or abbreviations; by themselves they cannot be told from names that stay.',
  source: 'field test',
  right: {
    publish: { status: 'immutable' },
    'cache-policy': { status: 'ok', never: /hash in the name/i },
  },
  rules: () => {
    const paths = [path, 'assets/Page37-Dk_lcZYN.js', 'assets/index-legacy-B0GYAYJ4.js', 'main-OISJKX77.js']
    const placed = placeMain([...paths, 'index.html'].map((one) => ({ path: one, size: 1, etag: '' })))
    const isRight = placed.every(({ source, cacheControl }) =>
      source.endsWith('.html') ? !cacheControl.includes('immutable') : cacheControl.includes('immutable'),
    )
    return {
      ...driftAnswers({
        edge: site({
          entry: read({ ...entryValue, path, cacheControl: 'public,max-age=60,must-revalidate' }),
        }),
      }),
      publish: { status: isRight ? 'immutable' : 'short', sentence: '' },
    }
  },
})
