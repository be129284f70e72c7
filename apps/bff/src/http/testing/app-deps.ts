import { pino } from 'pino'
import type { AppDeps } from '../../app.ts'
import { fail } from '../../domain/result.ts'
import type { IdempotencyStore } from '../idempotency.ts'
import { createMemoryIdempotencyStore } from './memory-idempotency-store.ts'

const notHere = async () =>
  fail({ code: 'not-found', title: 'There is no such environment.', detail: null, remedy: null })

/** Dependencies of the HTTP side for tests of the HTTP side; a test replaces the verb that it is about. */
export function appDeps(overrides: Partial<AppDeps> = {}): AppDeps {
  const idempotencyStore: IdempotencyStore = createMemoryIdempotencyStore()
  return {
    version: '0.0.0-test',
    hosts: new Set(['127.0.0.1:4600', 'localhost:4600']),
    localOperator: { actor: { id: 'local', name: 'Local operator', kind: 'person' }, role: 'operator' },
    idempotencyStore,
    log: pino({ level: 'silent' }),
    observe: () => {},
    metricsPage: async () => '# none\n',
    notReady: async () => [],
    webRoot: null,
    heartbeatMilliseconds: 10_000,
    liveEvents: { subscribe: () => () => {} },
    listFleet: async () => ({ environments: [] }),
    getEnvironment: notHere,
    getDriftReport: notHere,
    requestDriftCheck: notHere,
    readMeasurements: notHere,
    getPolicy: notHere,
    changeThresholds: notHere,
    changeRolloutPolicy: notHere,
    replayPolicy: notHere,
    listArtifacts: notHere,
    getArtifact: notHere,
    planRelease: notHere,
    startRelease: notHere,
    listReleases: async () => ({ ok: true, value: { releases: [], nextCursor: null } }),
    getRelease: notHere,
    listReleaseLog: notHere,
    abortRelease: notHere,
    decideRelease: notHere,
    listRollbackCandidates: notHere,
    getRollout: notHere,
    getEnvironmentRollout: notHere,
    listDecisions: notHere,
    controlRollout: notHere,
    emergency: notHere,
    listAudit: async () => ({ ok: true, value: { events: [], nextCursor: null } }),
    ...overrides,
  }
}
