import type { Plan } from '@lockstep/shared-types/plan'
import type { PreflightCheck } from '@lockstep/shared-types/preflight'
import type { Release, StartReleaseInput } from '@lockstep/shared-types/release'
import { expect, test } from 'vitest'
import {
  digest,
  environment,
  image,
  observe,
  otherDigest,
  read,
} from '../../domain/drift/testing/drift-fixture.ts'
import type { Observation } from '../../domain/drift/observation.ts'
import { planBasis } from '../../domain/release/plan-basis.ts'
import { ok } from '../../domain/result.ts'
import type { EndedRelease, NewRelease, RefusalTrail } from './ports.ts'
import { startRelease } from './start-release.ts'
import { noRolloutReads } from './testing/no-rollout-reads.ts'

const now = new Date('2026-11-20T13:00:00.000Z')
const ana = { id: 'ana', name: 'Ana', kind: 'person' } as const
const plan: Plan = {
  applicationId: environment.applicationId,
  environmentId: environment.environmentId,
  id: 'plan-1',
  kind: 'rollback',
  scope: 'both',
  strategy: 'all-at-once',
  emergency: false,
  rollout: null,
  artifact: { version: 'v1', digest: otherDigest },
  from: { version: 'v2', digest },
  preflight: [],
  blocked: false,
  taskDefinition: null,
  files: null,
  invalidation: { mode: 'full', paths: ['/*'] },
  steps: [{ id: 'preflight', expectedSeconds: 5, expectedBasis: 'default' }],
  expectedSeconds: 5,
  undo: '',
  confirmation: { phrase: 'production', reasonRequired: true },
  unreadable: [],
  computedAt: '2026-11-20T12:55:00.000Z',
  expiresAt: '2026-11-20T13:10:00.000Z',
}
const check = (id: PreflightCheck['id'], overridable: boolean): PreflightCheck => ({
  id,
  status: 'fail',
  sentence: `${id} fails.`,
  expected: null,
  observed: null,
  overridable,
})
const confirmed: StartReleaseInput = {
  planId: 'plan-1',
  confirmation: 'production',
  reason: 'Errors.',
  overrides: [],
}

async function start(
  given: {
    plan?: Partial<Plan>
    start?: Partial<StartReleaseInput>
    observation?: Observation
    first?: Release
    lastEnded?: EndedRelease
    activeReleaseId?: string
  } = {},
) {
  const started: NewRelease[] = []
  const refused: Parameters<RefusalTrail['refused']>[0][] = []
  const result = await startRelease(
    {
      findEnvironment: () => environment,
      rolloutReads: noRolloutReads,
      observe: async () => given.observation ?? observe(),
      newId: () => '01RELEASE',
      clock: { now: () => now },
      releases: {
        getPlan: async () => ({
          plan: { ...plan, ...given.plan },
          request: { kind: 'rollback', scope: 'both', digest: otherDigest, emergency: false },
          basis: planBasis(environment, observe(), null),
        }),
        findByKey: async () => given.first ?? null,
        activeReleaseId: async () => given.activeReleaseId ?? null,
        lastEnded: async () => given.lastEnded ?? null,
        start: async (release) => {
          started.push(release)
          return ok(release.release)
        },
        refused: async (refusal) => void refused.push(refusal),
      },
    },
    { ref: environment, actor: ana, idempotencyKey: 'key-1', start: { ...confirmed, ...given.start } },
  )
  return { result, started, refused }
}

test('a confirmed plan becomes a release with the plan’s steps, its actor and its reason', async () => {
  const { result, started } = await start()
  expect(result).toMatchObject({
    ok: true,
    value: {
      id: '01RELEASE',
      status: 'queued',
      requestedBy: ana,
      reason: 'Errors.',
      steps: [{ state: 'pending' }],
    },
  })
  expect(started).toMatchObject([{ idempotencyKey: 'key-1', action: 'release.start', ends: null }])
})

test('a second press with the same key gets the first release back and starts nothing', async () => {
  const { result } = await start()
  const first = result.ok ? result.value : undefined
  const again = await start({ ...(first === undefined ? {} : { first }), start: { confirmation: null } })
  expect(again.result).toEqual({ ok: true, value: first })
  expect(again.started).toEqual([])
})

const scan = check('artifact-scan', true)
test.each<[string, string, Parameters<typeof start>[0]]>([
  ['a plan that has expired', 'plan-outdated', { plan: { expiresAt: now.toISOString() } }],
  ['a plan of another environment', 'plan-outdated', { plan: { environmentId: 'staging' } }],
  [
    'a world that has changed since the plan',
    'plan-outdated',
    { observation: observe({ runningImage: read({ ...image, digest: otherDigest }) }) },
  ],
  ['a check that blocks', 'plan-blocked', { plan: { preflight: [check('artifact-exists', false)] } }],
  [
    'an override where none is allowed',
    'plan-blocked',
    {
      plan: { preflight: [check('artifact-exists', false)] },
      start: { overrides: [{ check: 'artifact-exists', reason: 'I want it.' }] },
    },
  ],
  ['a check that nobody has overridden', 'plan-blocked', { plan: { preflight: [scan] } }],
  ['a wrong confirmation', 'confirmation-wrong', { start: { confirmation: 'staging' } }],
  ['no confirmation', 'confirmation-wrong', { start: { confirmation: null } }],
  ['no reason for a rollback', 'reason-missing', { start: { reason: null } }],
])('%s is refused as %s, which is audited, and nothing starts', async (_what, code, given) => {
  const { result, started, refused } = await start(given)
  expect(result).toMatchObject({ ok: false, problem: { code } })
  expect(started).toEqual([])
  expect(refused).toMatchObject([
    { action: 'release.start', actor: ana, releaseId: null, asked: { planId: 'plan-1' }, problem: { code } },
  ])
})

test('an override with a reason lets a check pass that the policy allows to override, and is kept', async () => {
  const overrides = [{ check: 'artifact-scan', reason: 'Accepted by security.' }]
  const { started } = await start({ plan: { preflight: [scan] }, start: { overrides } })
  expect(started).toMatchObject([{ release: { overrides } }])
})

test('an override of what stood in nobody’s way is not kept', async () => {
  const { started } = await start({
    start: { overrides: [{ check: 'bucket-writable', reason: 'Just in case.' }] },
  })
  expect(started).toMatchObject([{ release: { overrides: [] } }])
})

const lastEnded: EndedRelease = {
  releaseId: '01LAST',
  kind: 'deploy',
  status: 'failed',
  artifact: { version: 'v2', digest },
  from: null,
  scope: 'both',
  endedAt: '2026-11-20T12:00:00.000Z',
  requestedBy: 'Ana',
  taskDefinitionArn: null,
}
test.each([
  ['of what the last release brought undoes that release', lastEnded, '01LAST'],
  [
    'of something else undoes no release',
    { ...lastEnded, artifact: { version: 'v0', digest: otherDigest } },
    null,
  ],
])('a rollback %s', async (_what, ended, rollbackOf) => {
  const { started } = await start({ lastEnded: ended })
  expect(started).toMatchObject([{ release: { rollbackOf } }])
})

test('who comes second hears of the release that runs, not of what it has changed already', async () => {
  const observation = observe({ runningImage: read({ ...image, digest: otherDigest }) })
  const { result, started } = await start({ activeReleaseId: '01FIRST', observation })
  expect(result).toMatchObject({ ok: false, problem: { code: 'release-active', releaseId: '01FIRST' } })
  expect(started).toEqual([])
})

test.each(['deploy', 'rollback', 'invalidate', 'rollout'] as const)(
  'a %s that was planned while another release ran is told of that release, by its id',
  async (kind) => {
    const preflight = [check('no-active-release', false), scan]
    const { result, started } = await start({ activeReleaseId: '01FIRST', plan: { kind, preflight } })
    expect(result).toMatchObject({
      ok: false,
      problem: {
        code: 'release-active',
        releaseId: '01FIRST',
        remedy: expect.stringContaining('Emergency'),
      },
    })
    expect(started).toEqual([])
  },
)

test('a plan that stood behind a release which has ended since is to be computed again', async () => {
  const { result } = await start({ plan: { preflight: [check('no-active-release', false)] } })
  expect(result).toMatchObject({ ok: false, problem: { code: 'plan-outdated' } })
})
