import { endedReleaseStatuses, type Release } from '@lockstep/shared-types/release'
import { createTrafficDrivers } from '../adapters/aws/traffic/traffic-drivers.ts'
import { createHttpProbe } from '../adapters/http-probe/http-probe.ts'
import { probeHosts } from '../adapters/http-probe/probe-host.ts'
import { createRolloutProbes } from '../adapters/http-probe/rollout-probes.ts'
import { createReadTaskDefinition } from '../adapters/store/release-task-definition.ts'
import { createRolloutStore } from '../adapters/store/rollout-store.ts'
import type { ReadVariants } from '../domain/decision/variant-window.ts'
import type { PoliciesInForce } from '../domain/policy/in-force.ts'
import { emergencyTargets } from '../domain/release/emergency-target.ts'
import { heldDigests } from '../domain/release/way-back.ts'
import type { ObservationReaders } from '../features/drift/ports.ts'
import type { StoreReleases } from '../features/releases/ports.ts'
import { controlRollout } from '../features/rollouts/control-rollout.ts'
import { emergency } from '../features/rollouts/emergency.ts'
import { getEnvironmentRollout } from '../features/rollouts/get-environment-rollout.ts'
import { getRollout } from '../features/rollouts/get-rollout.ts'
import { listDecisions } from '../features/rollouts/list-decisions.ts'
import type { EmergencyReleases } from '../features/rollouts/ports.ts'
import type { RolloutRoutesDeps } from '../features/rollouts/routes.ts'
import { createApplyWanted } from '../workflows/rollout/apply-wanted.ts'
import { followWrites } from '../workflows/rollout/follow-writes.ts'
import type { RolloutPorts } from '../workflows/rollout/ports.ts'
import type { ReleaseEngine } from '../workflows/release-engine.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Foundation } from './foundation.ts'
import type { ReleaseParts } from './releases.ts'

export type RolloutCompositionDeps = {
  readonly engine: Pick<ReleaseEngine, 'signal'>
  readonly releases: Pick<
    StoreReleases,
    'get' | 'activeReleaseId' | 'goodReleases' | 'versionHolds' | 'lastEnded'
  >
  readonly policies: PoliciesInForce
  readonly readVariants: ReadVariants
  readonly readers: Pick<ObservationReaders, 'health' | 'appVersion'>
  readonly observeWrite?: Metrics['observeTrafficWrite']
}

type ReleasesForRollouts = Pick<
  ReleaseParts,
  'verbs' | 'startEmergencyRollback' | 'retireCandidate' | 'mainState'
>

export type RolloutParts = {
  /** What the durable step needs. */
  readonly ports: RolloutPorts
  readonly verbs: (releases: ReleasesForRollouts) => RolloutRoutesDeps
}

const probeTimeoutMilliseconds = 5_000
const probeMaxBytes = 1024 * 1024
/** Of today and of the days before, among which the button names what it would go back to. */
const knownGood = 20

/** Joins drivers, store, probes and verbs of rollouts. */
export function composeRollouts(
  foundation: Pick<
    Foundation,
    'environments' | 'findEnvironment' | 'aws' | 'store' | 'live' | 'clock' | 'timers'
  >,
  deps: RolloutCompositionDeps,
): RolloutParts {
  const { environments, findEnvironment, aws, store, live, clock, timers } = foundation
  const { engine, policies, readVariants, readers } = deps
  const rollouts = createRolloutStore({ store, liveEvents: live, now: () => clock.now() })
  const drivers = createTrafficDrivers(aws, createReadTaskDefinition(store))
  const { applyWanted, driverFor } = followWrites({
    driverFor: drivers,
    applyWanted: createApplyWanted({
      records: rollouts,
      driverFor: drivers,
      findEnvironment,
      clock,
      ...(deps.observeWrite === undefined ? {} : { observe: deps.observeWrite }),
    }),
  })
  const probes = createRolloutProbes({
    probe: createHttpProbe({
      allowedHosts: probeHosts(environments),
      timeoutMilliseconds: probeTimeoutMilliseconds,
      maxBytes: probeMaxBytes,
    }),
    readHealth: readers.health,
    readAppVersion: readers.appVersion,
    wait: (milliseconds) => new Promise((resolve) => timers.after(milliseconds, resolve)),
  })
  return {
    ports: { records: rollouts, driverFor, applyWanted, readVariants, policies, ...probes },
    verbs: (releases) => {
      const { signal } = engine
      const shared = { findEnvironment, clock, rollouts, applyWanted, signal }
      const unwatched = {
        driverFor,
        probeAnswer: probes.probeAnswer,
        retireCandidate: releases.retireCandidate,
      }
      const emergencyReleases = createEmergencyReleases(foundation, deps, releases)
      return {
        getRollout: (releaseId) => getRollout(shared, releaseId),
        getEnvironmentRollout: (ref) =>
          getEnvironmentRollout({ ...shared, policies, releases: emergencyReleases }, ref),
        listDecisions: (input) => listDecisions(shared, input),
        controlRollout: (input) => controlRollout(shared, input),
        emergency: (input) => emergency({ ...shared, ...unwatched, releases: emergencyReleases }, input),
      }
    },
  }
}

function createEmergencyReleases(
  { findEnvironment, live, timers }: Pick<Foundation, 'findEnvironment' | 'live' | 'timers'>,
  { releases }: RolloutCompositionDeps,
  { verbs, startEmergencyRollback, mainState }: ReleasesForRollouts,
): EmergencyReleases {
  const endedOrNull = async (releaseId: string): Promise<Release | null> => {
    const release = await releases.get(releaseId)
    return release !== null && hasEnded(release) ? release : null
  }
  return {
    active: async (ref) => {
      const id = await releases.activeReleaseId(ref)
      return id === null ? null : await releases.get(id)
    },
    abort: verbs.abortRelease,
    rollBack: startEmergencyRollback,
    async untilEnded(releaseId, seconds) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const cancel = timers.after(seconds * 1000, resolve)
      const unsubscribe = live.subscribe(null, ({ event }) => {
        if (event.type === 'release.updated' && event.releaseId === releaseId && hasEnded(event)) resolve()
      })
      const now = await endedOrNull(releaseId)
      if (now === null) await promise
      cancel()
      unsubscribe()
      return now ?? (await endedOrNull(releaseId))
    },
    last: async (ref) => {
      const ended = await releases.lastEnded(ref)
      return ended === null ? null : await releases.get(ended.releaseId)
    },
    mainState: async (ref, releaseId) => {
      const environment = findEnvironment(ref)
      return environment === null ? 'told' : await mainState(environment, releaseId)
    },
    target: async (ref, active) => {
      const [good, holds, last] = await Promise.all([
        releases.goodReleases(ref, knownGood),
        releases.versionHolds(ref),
        releases.lastEnded(ref),
      ])
      const facts = {
        after: active,
        running: active?.from?.digest ?? null,
        held: heldDigests(holds),
        found: null,
      }
      return emergencyTargets({ ...facts, good, last })[0]?.artifact ?? null
    },
  }
}

const hasEnded = ({ status }: Pick<Release, 'status'>): boolean =>
  endedReleaseStatuses.some((ended) => ended === status)
