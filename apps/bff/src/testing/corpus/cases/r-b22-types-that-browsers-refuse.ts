import { isRefused } from '../../../domain/bundle/content-type.ts'
import { entryValue, read, site } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { pageOf, putFiles } from '../site-world.ts'

const type = 'binary/octet-stream'

export const corpusCase = defineCase({
  id: 'R-B22',
  title: 'A module script that was uploaded without its type',
  world:
    'aws s3api put-object gives a file the type binary/octet-stream where nothing is said: browsers refuse such modules.',
  source: 'field test; https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script',
  right: {
    'site-files': {
      status: 'fail',
      says: [
        /browsers refuse assets\/lazy-[\w-]+\.js: it is served as binary\/octet-stream/,
        /edge/,
        /bucket/,
      ],
      never: /not there/,
    },
    exit: { status: '1' },
  },
  rules: () => {
    const path = 'assets/lazy-D7OLk6YC.js'
    const refused = isRefused(path, { contentType: type }, 'module')
      ? [`${path}: it is served as ${type}`]
      : []
    const served = site({ entry: read({ ...entryValue, refused }) })
    return driftAnswers({ edge: served, bucket: served })
  },
  wire: {
    change: (of) => {
      const entry = 'assets/index-Bn5yQuT3.js'
      const lazy = 'assets/lazy-D7OLk6YC.js'
      putFiles(of, {
        'index.html': pageOf(of, `<script type="module" src="/${entry}"></script>`),
        [entry]: `fetch("${of.built.apiUrl}/x");document.onclick=()=>import("./lazy-D7OLk6YC.js")`,
      })
      of.world.s3.put(of.built.bucket, lazy, 'export const a = 1', { contentType: type })
    },
  },
  server: true,
})
