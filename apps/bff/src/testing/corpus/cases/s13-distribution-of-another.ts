import { distributionValue, read } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { checkAndPlan } from '../plan-answers.ts'

export const corpusCase = defineCase({
  id: 'S13',
  title: 'The distribution of another environment',
  world:
    "The configuration names another environment's distribution: its origin is another bucket, in a folder `/current`.",
  source: 'cases.md',
  right: {
    'edge-stale': { status: 'fail', says: [/serves the bucket/, /does not reach users/] },
    'preflight:edge-origin': { status: 'fail', says: /would not reach users/ },
  },
  rules: () =>
    driftAnswers({
      distribution: read({
        ...distributionValue,
        origin: { domainName: 'storefront-staging-site.s3.eu-west-1.amazonaws.com', path: '/current' },
      }),
    }),
  wire: {
    change: ({ world, built }) => {
      const bucket = `${built.bucket}-other`
      world.s3.createBucket(bucket)
      world.cloudfront.createDistribution({ id: `${built.distributionId}X`, bucket, originPath: '/current' })
    },
    configure: (environment, { built }) => ({
      ...environment,
      frontend: { ...environment.frontend, distributionId: `${built.distributionId}X` },
    }),
  },
  server: checkAndPlan,
})
