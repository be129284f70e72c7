import { defineCase } from '../corpus-case.ts'

export const corpusCase = defineCase({
  id: 'R-U4',
  title: 'A distribution without a default root object',
  world:
    'The default root object of the distribution was lost: its root answers 403, while /index.html is served. Nothing at the edge is old.',
  source: 'https://github.com/ministryofjustice/cloud-platform/issues/4917',
  right: {
    'edge-stale': { status: 'fail', says: [/403, access denied/, /has no default root object/] },
    'site-files': {
      status: 'fail',
      says: /the page is not there \(403, access denied\)/,
      never: /page has no/,
    },
    'version-match': { status: 'fail', says: /403, access denied/ },
    'endpoint-match': { status: 'fail', says: /edge serves is not there/, never: /bucket/ },
  },
  wire: {
    change: ({ world, built }) => {
      const { cloudfront } = world
      const { config, etag } = cloudfront.distribution(built.distributionId)
      cloudfront.update(built.distributionId, { ...config, DefaultRootObject: '' }, etag)
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
})
