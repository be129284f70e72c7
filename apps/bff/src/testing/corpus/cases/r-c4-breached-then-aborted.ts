import { holdSentence } from '../../../domain/release/hold-sentence.ts'
import { versionHolds } from '../../../domain/release/version-holds.ts'
import { defineCase } from '../corpus-case.ts'

const digest = `sha256:${'2'.repeat(64)}`

export const corpusCase = defineCase({
  id: 'R-C4',
  title: 'Breached, then aborted',
  world: 'A release is over the critical error rate in its watch; whoever is asked aborts it.',
  source: 'https://github.com/fabfuel/ecs-deploy/issues/8',
  right: {
    hold: { status: 'failed', says: [/7\.96/, /critical limit of 5/, /aborted/], never: /outside of it/ },
  },
  rules: () => {
    const hold = versionHolds([
      {
        releaseId: 'r2',
        kind: 'deploy',
        scope: 'both',
        status: 'aborted',
        artifact: { version: 'v2', digest },
        from: null,
        rollbackOf: null,
        endedAt: '2026-11-20T10:00:00.000Z',
        requestedBy: 'Ana',
        reason: null,
        failure: {
          code: 'threshold-breached',
          title: 'A threshold was breached, and the release was aborted then.',
          detail: 'error-rate is 7.96, above the critical limit of 5.',
          remedy: null,
        },
        lastStep: 'watch',
      },
    ]).get(digest)
    return {
      hold: { status: hold?.how ?? 'none', sentence: hold === undefined ? '' : holdSentence('v2', hold) },
    }
  },
})
