import { checkDrift } from '../../../domain/drift/check-drift.ts'
import { summarize } from '../../../domain/drift/summarize.ts'
import {
  entryValue,
  environment,
  htmlValue,
  observe,
  read,
  site,
  versionFileValue,
} from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { checkAndPlan } from '../plan-answers.ts'

const newer = 'v20261120-080000'
const bucket = site({
  html: read({ ...htmlValue, buildVersion: newer, sha256: 'newer' }),
  versionFile: read({ ...versionFileValue, version: newer, sha256: 'newer' }),
  entry: read({ ...entryValue, settings: { ...entryValue.settings, VITE_BUILD_VERSION: newer } }),
})

export const corpusCase = defineCase({
  id: 'S16',
  title: 'A newer frontend in the bucket behind a pair that matches',
  world:
    'Edge and backend are of one version; somebody put a newer frontend into the bucket and did nothing else.',
  source: 'cases.md',
  right: {
    'edge-stale': {
      status: 'fail',
      says: [/An invalidation alone would bring users/, /matches what they have now/],
    },
    'version-match': { status: 'ok' },
    remedy: { status: 'deploy', says: /frontend at v/, never: /nvalidat/ },
  },
  rules: () => {
    const checks = checkDrift(observe({ bucket }), environment)
    const { remedy } = summarize(checks)
    return {
      ...Object.fromEntries(checks.map(({ id, status, sentence }) => [id, { status, sentence }])),
      remedy: { status: remedy?.kind ?? 'none', sentence: remedy?.label ?? '' },
    }
  },
  wire: { options: { backend: 'current', edge: 'current', bucket: 'next' } },
  server: checkAndPlan,
})
