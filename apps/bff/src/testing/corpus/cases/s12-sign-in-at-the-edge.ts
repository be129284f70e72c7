import { createTestObserver } from '../../../adapters/aws/testing/paired-environment.ts'
import { checkDrift } from '../../../domain/drift/check-drift.ts'
import type { Environment } from '../../../domain/environment.ts'
import { defineCase } from '../corpus-case.ts'
import { checkAndPlan } from '../plan-answers.ts'

const authorization = 'Basic bG9ja3N0ZXA6c2VjcmV0'

/** A CloudFront function as teams write it to keep a test environment to themselves. */
const basicAuth = `function handler(event) {
  var given = event.request.headers.authorization
  if (given && given.value === '${authorization}') return event.request
  return { statusCode: 401, statusDescription: 'Unauthorized', headers: { 'www-authenticate': { value: 'Basic' } } }
}`

const refused = { status: 'unknown', says: /401.*cannot be verified/ } as const

export const corpusCase = defineCase({
  id: 'S12',
  title: 'An edge that asks everybody for a password',
  world:
    'A function at the edge answers 401 to whoever has no password; once Lockstep has none, and once it has.',
  source: 'cases.md',
  right: {
    'edge-stale': refused,
    'version-match': refused,
    'preflight:can-be-verified': refused,
    'edge-stale, with the header': { status: 'ok' },
    'version-match, with the header': { status: 'ok' },
  },
  wire: {
    change: ({ world, built }) => {
      const { arn } = world.cloudfront.createFunction({ name: `${built.bucket}-sign-in`, code: basicAuth })
      world.cloudfront.associate(built.distributionId, { 'viewer-request': arn })
    },
    answers: async ({ environment }) => {
      const { frontend } = environment
      const probeHeaders = new Map([['Authorization', authorization]])
      const [without, admitted] = await Promise.all([
        checked(environment),
        checked({ ...environment, frontend: { ...frontend, probeHeaders } }),
      ])
      return {
        'edge-stale': without('edge-stale'),
        'version-match': without('version-match'),
        'edge-stale, with the header': admitted('edge-stale'),
        'version-match, with the header': admitted('version-match'),
      }
    },
  },
  server: checkAndPlan,
})

async function checked(environment: Environment) {
  const { observe, factory } = createTestObserver(environment)
  const checks = checkDrift(await observe(environment), environment)
  factory.close()
  return (wanted: string) => checks.find(({ id }) => id === wanted) ?? { status: 'none' }
}
