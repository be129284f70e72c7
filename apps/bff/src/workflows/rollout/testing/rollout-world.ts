import type { Problem } from '@lockstep/shared-types/problem'
import { environment as fixture } from '../../../domain/drift/testing/drift-fixture.ts'
import type { Environment } from '../../../domain/environment.ts'
import { configuredRolloutPolicy, configuredThresholds } from '../../../domain/policy/in-force.ts'
import { fail, ok, type Result } from '../../../domain/result.ts'
import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import type { RolloutChange, RolloutRecord, RolloutRecords } from '../../../domain/rollout/rollout-record.ts'
import {
  after,
  begun,
  measured,
  stages,
  type Health,
} from '../../../domain/rollout/testing/rollout-fixture.ts'
import type { RolloutState } from '../../../domain/rollout/rollout-state.ts'
import type { CandidateSite } from '../../../domain/rollout/candidate-site.ts'
import type { CandidateTasks } from '../../../domain/rollout/candidate-tasks.ts'
import type { TrafficDriver, TrafficState } from '../../../domain/rollout/traffic.ts'
import { createApplyWanted } from '../apply-wanted.ts'
import { tick, type TickDeps, type Ticked } from '../tick.ts'

export const releaseId = '01J0000000000000000000000'

export const rolledOut: Environment = {
  ...fixture,
  rollout: {
    driver: {
      type: 'alb-weights',
      rule: { loadBalancer: 'shop', port: 443, priority: 10 },
      candidate: { service: 'api-candidate', targetGroups: { main: 'main', candidate: 'candidate' } },
    },
    policy: {
      stages: [...stages],
      matrix: [...standardMatrix],
      windowSeconds: 300,
      inconclusiveGoesBackAfterSeconds: 1800,
    },
    intervalSeconds: 15,
    preflightProbes: [],
    zeroProbes: [{ name: 'Old path', path: '/courses', status: 401, bodyHolds: null }],
    openApi: null,
  },
}

/** One rollout in memory over an AWS that a test can slow down, break and change by hand; time is the test's. */
export function createRolloutWorld(state: RolloutState = begun()) {
  const world = {
    seconds: 0,
    /** What AWS says. */
    aws: 0,
    health: 'well' as Health,
    gone: 'no' as TrafficState['gone'],
    tasks: undefined as CandidateTasks | undefined,
    site: undefined as CandidateSite | undefined,
    healthy: undefined as TrafficState['healthy'],
    /** What AWS answers instead of taking a percentage. */
    refuses: null as Problem | null,
    /** How much of a refused write AWS has taken all the same: what it says afterwards. */
    refusesAt: null as number | null,
    /** What the configuration says by now. */
    driverId: 'alb-weights' as TrafficDriver['id'],
    /** What each write waits for before it takes effect. */
    beforeWrite: (_percent: number): Promise<void> => Promise.resolve(),
    oldPathAnswers: true,
    candidateAnswers: 'off' as 'off' | 'on' | 'unknown',
    /** What cannot be taken away. */
    retireFails: null as Problem | null,
    writes: [] as { readonly percent: number; readonly urgent: boolean }[],
    retired: 0,
    finished: 0,
    kept: [] as RolloutChange[],
  }
  let record: RolloutRecord = {
    applicationId: rolledOut.applicationId,
    environmentId: rolledOut.environmentId,
    releaseId,
    driver: 'alb-weights',
    revision: 0,
    state,
    startedAt: after(0).toISOString(),
    updatedAt: after(0).toISOString(),
  }
  const clock = { now: () => after(world.seconds) }
  const traffic = (): Result<TrafficState> =>
    ok({
      percent: world.aws,
      settled: true,
      sentence: `AWS says ${world.aws} %.`,
      gone: world.gone,
      ...(world.healthy && { healthy: world.healthy }),
    })
  const driver: TrafficDriver = {
    id: 'alb-weights',
    check: () => Promise.resolve(ok([])),
    read: () => Promise.resolve(traffic()),
    async write(_target, percent, { urgent }) {
      await world.beforeWrite(percent)
      world.writes.push({ percent, urgent })
      if (world.refuses !== null) {
        world.aws = world.refusesAt ?? world.aws
        return fail(world.refuses)
      }
      world.aws = percent
      return traffic()
    },
    finish: () => {
      world.finished += 1
      return Promise.resolve(ok(undefined))
    },
  }
  const records: RolloutRecords = {
    find: () => Promise.resolve(record),
    create: () => Promise.resolve(record),
    change: (_releaseId, rule) => {
      const change = rule(record)
      if (change !== null) {
        world.kept.push(change)
        record = {
          ...record,
          state: change.state,
          revision: record.revision + (change.counts ? 1 : 0),
          updatedAt: clock.now().toISOString(),
        }
      }
      return Promise.resolve(record)
    },
  }
  const driverFor = (): TrafficDriver => ({ ...driver, id: world.driverId })
  const applyWanted = createApplyWanted({ records, driverFor, findEnvironment: () => rolledOut, clock })
  const deps: TickDeps = {
    clock,
    candidate: {
      follow: () => Promise.resolve(world.tasks),
      site: () => Promise.resolve(world.site),
      retire: () => {
        world.retired += 1
        return Promise.resolve(world.retireFails === null ? ok(undefined) : fail(world.retireFails))
      },
    },
    ports: {
      records,
      driverFor,
      applyWanted,
      readVariants: () => Promise.resolve(measured(world.health, clock.now())),
      readAvailability: () => Promise.resolve('up'),
      probeAnswer: () =>
        Promise.resolve({
          ok: world.oldPathAnswers,
          sentence: `/courses answers ${world.oldPathAnswers ? 401 : 502}.`,
        }),
      probeOff: () => Promise.resolve(world.candidateAnswers),
      policies: {
        thresholdsInForce: (environment) =>
          Promise.resolve({ ...configuredThresholds(environment), thresholds: [] }),
        rolloutPolicyInForce: (environment) => Promise.resolve(configuredRolloutPolicy(environment)),
      },
    },
  }
  return {
    world,
    applyWanted,
    ports: deps.ports,
    clock,
    state: () => record.state,
    /** Changes the wish as a person's control does. */
    change: (change: (state: RolloutState) => RolloutState) =>
      records.change(releaseId, (fresh) => ({
        state: change(fresh.state),
        counts: true,
        decision: null,
        audits: [],
        lines: [],
      })),
    /** One look, so many seconds later. */
    async look(seconds = 15): Promise<Ticked> {
      world.seconds += seconds
      const ticked = await tick(deps, rolledOut, releaseId)
      if (ticked === null) throw new Error('there is no rollout')
      return ticked
    },
  }
}
