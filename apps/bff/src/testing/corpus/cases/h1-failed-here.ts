import { versionHolds, type EndedForHold } from '../../../domain/release/version-holds.ts'
import { defineCase, type Answers } from '../corpus-case.ts'

const digest = `sha256:${'3'.repeat(64)}`
const failed: EndedForHold = {
  releaseId: 'r1',
  kind: 'deploy',
  scope: 'both',
  status: 'failed',
  artifact: { version: 'v3', digest },
  from: null,
  rollbackOf: null,
  endedAt: '2026-11-20T10:00:00.000Z',
  requestedBy: 'Ana',
  reason: null,
  failure: { code: 'ecs-rolled-back', title: 'ECS went back.', detail: null, remedy: null },
  lastStep: 'backend-start',
}

export const corpusCase = defineCase({
  id: 'H1',
  title: 'A version that failed here is released again',
  world: 'The tasks of a version never became healthy; somebody picks it again, or looks for a way back.',
  source: 'tried',
  right: {
    drift: { status: 'ok' },
    hold: { status: 'failed' },
    'preflight:artifact-held': { status: 'fail', says: /failed here on .* UTC, released by/ },
    start: { status: 'refused' },
    'artifact list': { status: 'failed' },
    'way back offered first': { status: 'ok', never: /failed/ },
    'way back of it': { status: 'fail', says: /failed here/ },
  },
  rules: () => ({ hold: { status: versionHolds([failed]).get(digest)?.how ?? 'not held' } }),
  wire: { options: { more: [{ name: 'unhealthy', ageHours: 1, health: 'fail' }] } },
  server: async (api, { built }): Promise<Answers> => {
    const { digest: bad } = built.version('unhealthy')
    const request = { kind: 'deploy', scope: 'backend', digest: bad } as const
    const ended = await api.untilEnded((await api.release(request)).id)
    if (ended.status !== 'failed') return { start: { status: ended.status, sentence: ended.outcome } }
    const plan = await api.plan(request)
    const started = await api.startWithout(plan)
    const listed = (await api.artifacts()).find((one) => one.digest === bad)
    const candidates = await api.rollbackCandidates()
    const own = candidates.find(({ artifact }) => artifact.digest === bad)
    const [first] = candidates
    return {
      'preflight:artifact-held': plan.preflight.find(({ id }) => id === 'artifact-held') ?? {
        status: 'missing',
      },
      start: { status: started.status === 409 ? 'refused' : String(started.status) },
      'artifact list': { status: listed?.holds[0]?.how ?? 'not marked' },
      'way back offered first': { status: first?.ready ?? 'none', sentence: first?.readiness ?? '' },
      'way back of it': { status: own?.ready ?? 'none', sentence: own?.readiness ?? '' },
    }
  },
})
