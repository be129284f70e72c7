import { defineCase } from '../corpus-case.ts'
import { checkAndPlan } from '../plan-answers.ts'

/** A root page is CloudFront's business only at the root of the host; below it a function stands in, as usual. */
const folderToPage = `function handler(event) {
  if (event.request.uri.endsWith('/')) event.request.uri += 'index.html'
  return event.request
}`

export const corpusCase = defineCase({
  id: 'S13b',
  title: 'A site below a path of its host, in the folder of an origin path',
  world:
    'The distribution has the origin path `/current`, and the site is at `/shop` of its host: its files lie below `current/shop/`.',
  source: 'cases.md',
  right: {
    'edge-stale': { status: 'ok' },
    'preflight:edge-origin': { status: 'ok' },
    invalidation: { status: 'frontend-only', says: /\/shop\/index\.html/, never: /current/ },
  },
  wire: {
    change: ({ world, built }) => {
      const bucket = world.s3.bucket(built.bucket)
      for (const key of bucket.keys()) {
        const object = bucket.get(key)
        if (object)
          world.s3.put(built.bucket, `current/shop/${key}`, object.body, { ...object, etag: undefined })
      }
      const { cloudfront } = world
      const { arn } = cloudfront.createFunction({ name: `${built.bucket}-index`, code: folderToPage })
      cloudfront.associate(built.distributionId, { 'viewer-request': arn })
      const { config, etag } = cloudfront.distribution(built.distributionId)
      const origins = config.Origins?.Items?.map((origin) => ({ ...origin, OriginPath: '/current' })) ?? []
      cloudfront.update(
        built.distributionId,
        { ...config, DefaultRootObject: '', Origins: { Quantity: origins.length, Items: origins } },
        etag,
      )
    },
    configure: (environment, { built }) => ({
      ...environment,
      frontend: { ...environment.frontend, prefix: 'current/shop/', url: `${built.siteUrl}/shop` },
    }),
  },
  server: checkAndPlan,
})
