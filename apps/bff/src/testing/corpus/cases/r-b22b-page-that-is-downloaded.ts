import { htmlValue, read, site } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const contentType = 'binary/octet-stream'

export const corpusCase = defineCase({
  id: 'R-B22b',
  title: 'A page that browsers download instead of showing it',
  world: 'index.html was uploaded without its type, so that S3 and the edge serve it as binary/octet-stream.',
  source: 'field test',
  right: {
    'site-files': {
      status: 'fail',
      says: [/browsers show no page: it is served as binary\/octet-stream/, /edge/, /bucket/],
    },
  },
  rules: () => {
    const served = site({ html: read({ ...htmlValue, contentType }) })
    return driftAnswers({ edge: served, bucket: served })
  },
  wire: {
    change: ({ world, built }) => {
      const page = world.s3.get(built.bucket, 'index.html')
      if (page) world.s3.put(built.bucket, 'index.html', page.body, { ...page, contentType })
    },
  },
})
