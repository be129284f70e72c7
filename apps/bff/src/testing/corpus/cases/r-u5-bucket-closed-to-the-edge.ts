import { defineCase } from '../corpus-case.ts'

export const corpusCase = defineCase({
  id: 'R-U5',
  title: 'A bucket that CloudFront may not read',
  world:
    "The bucket's policy lost its grant to CloudFront: the edge answers 403 for everything, and the bucket holds it all.",
  source: 'https://github.com/aws/aws-cdk/issues/13272',
  right: {
    'edge-stale': {
      status: 'fail',
      says: [/403, access denied/, /S3 does not let CloudFront read the bucket/],
      never: /default root object/,
    },
    'version-match': { status: 'fail', says: /403, access denied/ },
  },
  wire: {
    change: ({ world, built }) => {
      world.s3.bucket(built.bucket).edgeAccess = 'refused'
      world.cloudfront.invalidate(built.distributionId, 'policy', ['/*'])
    },
  },
})
