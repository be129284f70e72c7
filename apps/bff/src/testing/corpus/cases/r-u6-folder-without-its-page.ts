import { defineCase } from '../corpus-case.ts'

export const corpusCase = defineCase({
  id: 'R-U6',
  title: 'A site in a folder, whose address is no file',
  world:
    'The site is at `/shop/` of its host, and nothing at the edge adds `index.html`: the address answers 403, and the page in it is served.',
  source: 'field test; https://repost.aws/knowledge-center/cloudfront-default-root-object-subdirectory',
  right: {
    'edge-stale': {
      status: 'fail',
      says: [/403, access denied/, /looks for index\.html only at its root, and not in \/shop\//],
    },
  },
  wire: {
    change: ({ world, built }) => {
      const bucket = world.s3.bucket(built.bucket)
      for (const key of bucket.keys()) {
        const object = bucket.get(key)
        if (object) world.s3.put(built.bucket, `shop/${key}`, object.body, { ...object, etag: undefined })
      }
    },
    configure: (environment, { built }) => ({
      ...environment,
      frontend: { ...environment.frontend, prefix: 'shop/', url: `${built.siteUrl}/shop/` },
    }),
  },
})
