import { createTestObserver } from '../../../adapters/aws/testing/paired-environment.ts'
import { checkDrift } from '../../../domain/drift/check-drift.ts'
import type { CheckResult } from '../../../domain/drift/rule.ts'
import {
  absent,
  distributionValue,
  environment,
  htmlValue,
  observe,
  read,
  site,
} from '../../../domain/drift/testing/drift-fixture.ts'
import type { Observation } from '../../../domain/drift/observation.ts'
import { defineCase, type Answer } from '../corpus-case.ts'

const page = { ...htmlValue, etag: '"1"' }
const bucket = site({ html: read(page) })
const year = 'public,max-age=31536000'
/** The bucket's very object, on its way changed by whatever stands between. */
const written = { bucket, edge: site({ html: read({ ...page, sha256: 'beacon' }) }) }
const weakly = { bucket, edge: site({ html: read({ ...page, sha256: 'beacon', etag: `W/${page.etag}` }) }) }
const older = { bucket, edge: site({ html: read({ ...page, sha256: 'older', etag: '"0"' }) }) }
const overridden = { bucket, edge: site({ html: read({ ...page, cacheControl: year }) }) }
const formerly = {
  bucket,
  edge: site({ html: read({ ...page, cacheControl: year, lastModified: '2026-11-12T09:30:00.000Z' }) }),
}
const disabled = {
  edge: { html: absent, versionFile: absent, entry: absent },
  distribution: read({ ...distributionValue, enabled: false }),
}

type Subject = 'edge-stale' | 'cache-policy'
/** With what is proposed. */
const told = (checks: readonly CheckResult[], id: Subject): Answer => {
  const found = checks.find((one) => one.id === id)
  const { remedy = null, sentence = '', status = 'missing' } = found ?? {}
  const text = remedy?.kind === 'instructions' ? `. ${remedy.text}` : ''
  return { status, sentence: `${sentence} → ${remedy?.kind}: ${remedy?.label}${text}` }
}
const answer = (id: Subject, change: Partial<Observation>): Answer =>
  told(checkDrift(observe(change), environment), id)
const invalidating = (change: Partial<Observation>): Answer => ({
  status: checkDrift(observe(change), environment).some(({ remedy }) => remedy?.kind === 'invalidate')
    ? 'invalidate'
    : 'not',
})

export const corpusCase = defineCase({
  id: 'R-X3',
  title: 'What an invalidation does not mend',
  world:
    'What stands before the site writes into the page, or sets its Cache-Control: the edge serves the very object that the bucket holds (ETag, Last-Modified). The distribution is disabled. Beside them what an invalidation does mend: an older page, an older header.',
  source:
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/modifying-response-headers.html',
  right: {
    'page written into': { status: 'unknown', says: /the same object/, never: /invalidate: / },
    'page written into, weak ETag': { status: 'unknown', says: /the same object/ },
    'older page': { status: 'fail', says: /invalidate: / },
    'header set at the edge': {
      status: 'fail',
      says: [/365 d/, /response headers policy/],
      never: /invalidate: /,
    },
    'older header': { status: 'fail', says: /invalidate: / },
    disabled: { status: 'not' },
    'edge as the bucket': { status: 'ok' },
  },
  rules: () => ({
    'page written into': answer('edge-stale', written),
    'page written into, weak ETag': answer('edge-stale', weakly),
    'older page': answer('edge-stale', older),
    'header set at the edge': answer('cache-policy', overridden),
    'older header': answer('cache-policy', formerly),
    disabled: invalidating(disabled),
  }),
  wire: {
    change: ({ world, built }) => {
      const { cloudfront } = world
      const headers = [{ Header: 'Cache-Control', Value: year, Override: true }]
      const { id } = cloudfront.createResponseHeadersPolicy({
        Name: `${built.bucket}-year`,
        CustomHeadersConfig: { Quantity: 1, Items: headers },
      })
      const { config, etag } = cloudfront.distribution(built.distributionId)
      const behaviour = {
        TargetOriginId: '',
        ViewerProtocolPolicy: 'allow-all' as const,
        ...config.DefaultCacheBehavior,
      }
      cloudfront.update(
        built.distributionId,
        { ...config, DefaultCacheBehavior: { ...behaviour, ResponseHeadersPolicyId: id } },
        etag,
      )
    },
    answers: async (rig) => {
      const { observe: look, factory } = createTestObserver(rig.environment)
      const checks = checkDrift(await look(rig.environment), rig.environment)
      factory.close()
      return {
        'header set at the edge': told(checks, 'cache-policy'),
        'edge as the bucket': told(checks, 'edge-stale'),
      }
    },
  },
})
