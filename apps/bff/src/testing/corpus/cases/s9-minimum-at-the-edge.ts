import { distributionValue, read } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { checkAndPlan } from '../plan-answers.ts'

const aDay = { minimum: 86_400, standard: 86_400, maximum: 31_536_000 }

export const corpusCase = defineCase({
  id: 'S9',
  title: 'A distribution that keeps everything for a day',
  world: 'The page says `max-age=60`; the cache policy of the distribution has a minimum TTL of one day.',
  source: 'cases.md',
  right: {
    'cache-policy': { status: 'fail', says: [/1 d whatever its header says/, /minimum of the distribution/] },
    'preflight:edge-caching': { status: 'warn', says: /invalidate everything/ },
  },
  rules: () =>
    driftAnswers({
      distribution: read({ ...distributionValue, caching: read({ page: aDay, versionFile: aDay }) }),
    }),
  wire: {
    change: ({ world, built }) => {
      const { cloudfront } = world
      const { id } = cloudfront.createCachePolicy({ name: `${built.bucket}-day`, ...aDay })
      const { config, etag } = cloudfront.distribution(built.distributionId)
      const {
        MinTTL: _min,
        DefaultTTL: _default,
        MaxTTL: _max,
        ...behaviour
      } = config.DefaultCacheBehavior ?? {}
      const changed = { TargetOriginId: '', ViewerProtocolPolicy: 'allow-all' as const, ...behaviour }
      cloudfront.update(
        built.distributionId,
        { ...config, DefaultCacheBehavior: { ...changed, CachePolicyId: id } },
        etag,
      )
    },
  },
  server: checkAndPlan,
})
