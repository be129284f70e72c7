import { entryValue, environment, read, site } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { pageOf, putFiles } from '../site-world.ts'

const frontend = { endpointFrom: 'file', endpointFile: 'config.js', endpointKey: 'apiUrl' } as const
const cacheControl = 'public,max-age=31536000,immutable'
const kept = site({
  entry: read({
    ...entryValue,
    declared: {
      file: 'config.js',
      key: 'apiUrl',
      state: 'read',
      values: [environment.backend.url],
      headers: { cacheControl, lastModified: null },
    },
  }),
})

export const corpusCase = defineCase({
  id: 'R-B27',
  title: 'A file with the address that browsers keep for a year',
  world: 'config.js names the right address, and is stored with the headers of a hashed asset.',
  source: 'field test',
  right: { 'cache-policy': { status: 'fail', says: /config\.js may be kept for/ } },
  rules: () =>
    driftAnswers({ edge: kept, bucket: kept }, { frontend: { ...environment.frontend, ...frontend } }),
  wire: {
    change: (of) => {
      putFiles(of, {
        'index.html': pageOf(
          of,
          '<script src="/config.js"></script><script type="module" src="/assets/main.js"></script>',
        ),
        'config.js': `window.config = { apiUrl: "${of.built.apiUrl}" }`,
        'assets/main.js': 'fetch(window.config.apiUrl+"/x")',
      })
      const file = of.world.s3.get(of.built.bucket, 'config.js')
      if (file) of.world.s3.put(of.built.bucket, 'config.js', file.body, { ...file, cacheControl })
    },
    configure: (of) => ({ ...of, settings: {}, frontend: { ...of.frontend, ...frontend } }),
  },
})
