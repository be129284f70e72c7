import type { ReleaseStep } from '@lockstep/shared-types/release'
import { expect, test } from 'vitest'
import { releaseStep as step } from './testing/release-step.ts'
import { emergencyTargets, type EmergencyFacts } from './emergency-target.ts'

const version = (name: string) => ({ version: name, digest: `sha256:${name}` })
const good = [version('v3'), version('v2'), version('v1')].map((artifact) => ({ artifact }))
const deployed = { kind: 'deploy', status: 'succeeded', scope: 'both' } as const
const facts = (change: Partial<EmergencyFacts>): EmergencyFacts => ({
  after: null,
  running: 'sha256:v3',
  good,
  held: [],
  last: { ...deployed, artifact: version('v3'), from: version('v2') },
  found: null,
  ...change,
})
const brokenOff = (...steps: ReleaseStep[]) =>
  ({ kind: 'deploy', artifact: version('v4'), from: version('v3'), scope: 'backend', steps }) as const

test.each([
  ['what served before what runs', {}, { artifact: version('v2'), scope: 'both' }],
  [
    'only the half that the last release changed',
    { last: { ...deployed, artifact: version('v3'), from: null, scope: 'backend' } },
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
    { good: [], last: { ...deployed, artifact: version('v3'), from: version('v0'), scope: 'both' } },
    { artifact: version('v0'), scope: 'both' },
  ],
  [
    'what is not held, past what an emergency has left already',
    { held: ['sha256:v2'] },
    { artifact: version('v1'), scope: 'both' },
  ],
  ['nothing rather than what is held', { held: ['sha256:v2', 'sha256:v1'] }, null],
  [
    'what the revisions in ECS lead to where all that served is held',
    { held: ['sha256:v2', 'sha256:v1'], found: version('v0') },
    { artifact: version('v0'), scope: 'both' },
  ],
  [
    'what served before when the newest release failed and left a mixture',
    {
      running: null,
      held: ['sha256:v4'],
      last: { ...deployed, artifact: version('v4'), from: version('v3'), scope: 'both' },
    },
    { artifact: version('v3'), scope: 'both' },
  ],
  [
    'no version that nothing has shown to be healthy',
    { good: [{ artifact: version('v3') }, { artifact: version('v2'), isUnproven: true }], last: null },
    null,
  ],
  [
    'something else than what ran before a release that was broken off when that is held',
    { after: brokenOff(step('backend-update', 'aborted')), running: null, held: ['sha256:v3'] },
    { artifact: version('v2'), scope: 'both' },
  ],
  [
    'nothing that a release which was broken off has brought, though it served once',
    {
      after: brokenOff(step('backend-update', 'aborted')),
      running: null,
      good: [version('v3'), version('v4'), version('v2')].map((artifact) => ({ artifact })),
      held: ['sha256:v3'],
    },
    { artifact: version('v2'), scope: 'both' },
  ],
  [
    'nothing that a rollback has just left, though it was aborted',
    {
      after: { ...brokenOff(step('backend-update', 'succeeded')), kind: 'rollback', artifact: version('v2') },
      running: 'sha256:v2',
    },
    { artifact: version('v1'), scope: 'both' },
  ],
  [
    'nothing that the last rollback has left, though it failed',
    {
      running: 'sha256:v2',
      last: {
        kind: 'rollback',
        status: 'failed',
        artifact: version('v2'),
        from: version('v3'),
        scope: 'both',
      },
    },
    { artifact: version('v1'), scope: 'both' },
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
  expect(emergencyTargets(facts(change))[0] ?? null).toEqual(wanted)
})
