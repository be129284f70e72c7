import { defineCase } from '../corpus-case.ts'

export const corpusCase = defineCase({
  id: 'R-U4b',
  title: 'The list of the bucket in place of the page',
  world:
    'The distribution has no default root object and may list the bucket: its root answers 200 with the names of all files.',
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html',
  right: {
    'edge-stale': {
      status: 'fail',
      says: [/list of the bucket/, /has no default root object/],
      never: /another page/,
    },
    drift: { status: 'fail' },
  },
  wire: {
    change: ({ world, built }) => {
      const { cloudfront } = world
      const { config, etag } = cloudfront.distribution(built.distributionId)
      cloudfront.update(built.distributionId, { ...config, DefaultRootObject: '' }, etag)
      world.s3.bucket(built.bucket).edgeAccess = 'lists'
    },
  },
})
