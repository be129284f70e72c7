import type { ReleaseStep } from '@lockstep/shared-types/release'
import { expect, test } from 'vitest'
import { emergencyTarget, type EmergencyFacts } from './emergency-target.ts'

const version = (name: string) => ({ version: name, digest: `sha256:${name}` })
const step = (id: ReleaseStep['id'], state: ReleaseStep['state']): ReleaseStep => ({
  id,
  state,
  startedAt: null,
  endedAt: null,
  expectedSeconds: 1,
  expectedBasis: 'default',
  attempt: 1,
  progress: null,
  detail: null,
  failure: null,
})
const good = [version('v3'), version('v2'), version('v1')].map((artifact) => ({ artifact }))
const facts = (change: Partial<EmergencyFacts>): EmergencyFacts => ({
  after: null,
  running: 'sha256:v3',
  good,
  last: { artifact: version('v3'), from: version('v2'), scope: 'both' },
  ...change,
})
const brokenOff = (...steps: ReleaseStep[]) => ({ from: version('v3'), scope: 'backend', steps }) as const

test.each([
  ['what served before what runs', {}, { artifact: version('v2'), scope: 'both' }],
  [
    'only the half that the last release changed',
    { last: { artifact: version('v3'), from: null, scope: 'backend' } },
    { artifact: version('v2'), scope: 'backend' },
  ],
  [
    'the newest good version when what runs is none of them',
    { running: 'sha256:v4', last: null },
    { artifact: version('v3'), scope: 'both' },
  ],
  [
    'the version before the newest when what runs cannot be told',
    { running: null, last: null },
    { artifact: version('v2'), scope: 'both' },
  ],
  [
    'what ran before the only release',
    { good: [], last: { artifact: version('v3'), from: version('v0'), scope: 'both' } },
    { artifact: version('v0'), scope: 'both' },
  ],
  ['nothing where nothing served before', { good: good.slice(0, 1), last: null }, null],
  [
    'what ran before a release that was broken off while it changed main',
    { after: brokenOff(step('backend-update', 'aborted')) },
    { artifact: version('v3'), scope: 'backend' },
  ],
  [
    'what main still runs when all traffic was on the candidate',
    { after: brokenOff(step('rollout', 'succeeded'), step('backend-update', 'pending')) },
    { artifact: version('v3'), scope: 'backend' },
  ],
  [
    'what served before when the release that was broken off had changed nothing',
    { after: brokenOff(step('preflight', 'aborted'), step('backend-update', 'skipped')) },
    { artifact: version('v2'), scope: 'both' },
  ],
] as const)('goes back to %s', (_name, change, wanted) => {
  expect(emergencyTarget(facts(change))).toEqual(wanted)
})
