import { startSimulator, type Simulator } from '@lockstep/aws-sim'
import {
  buildFlaggedApp,
  type FlaggedAppOptions,
  type FlaggedEnvironment,
} from '@lockstep/aws-sim/scenarios/build-flagged-app'
import { paces } from '@lockstep/aws-sim/world/pace'
import type { Actor } from '@lockstep/shared-types/actor'
import type { Decision } from '@lockstep/shared-types/decision'
import type { Plan } from '@lockstep/shared-types/plan'
import type { Release } from '@lockstep/shared-types/release'
import type { Rollout, RolloutControlInput } from '@lockstep/shared-types/rollout'
import { createAwsClientFactory } from '../../adapters/aws/clients.ts'
import { useSimulator } from '../../adapters/aws/testing/paired-environment.ts'
import { createLiveEvents } from '../../adapters/store/live-events.ts'
import { createReleaseStore } from '../../adapters/store/release-store.ts'
import { openTemporaryStore } from '../../adapters/store/testing/temporary-store.ts'
import { composeArtifacts } from '../../compose/artifacts.ts'
import { composeDrift } from '../../compose/drift.ts'
import { composeMeasurements } from '../../compose/measurements.ts'
import { createPublishedFiles } from '../../adapters/store/published-files.ts'
import { composePolicy } from '../../compose/policy.ts'
import { composeReleases } from '../../compose/releases.ts'
import { composeRollouts } from '../../compose/rollouts.ts'
import { parseConfiguration } from '../../config/parse-configuration.ts'
import type { Result } from '../../domain/result.ts'
import type { Timers } from '../../domain/timers.ts'
import { createReleaseMemory } from '../../features/drift/release-memory.ts'
import { createLog } from '../../telemetry/log.ts'
import { createMetrics } from '../../telemetry/metrics.ts'
import { storyConfiguration, type StoryPolicy } from './story-configuration.ts'
import { createVirtualEngine } from './virtual-engine.ts'

export const ana: Actor = { id: 'ana', name: 'Ana', kind: 'person' }

export type StoryOptions = StoryPolicy & {
  /** Monday, nine o'clock, when nothing else is said. */
  readonly startAt?: number
  readonly app?: FlaggedAppOptions
}

/** What a look has left behind. */
export type Seen = { readonly at: number; readonly rollout: Rollout }

type Asked = RolloutControlInput extends infer One
  ? One extends unknown
    ? Omit<One, 'revision' | 'reason'> & { reason?: string }
    : never
  : never

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}

/**
 * Lockstep from its configuration file to AWS, all of it as in production but the engine's queue, over one environment of
 * R3, in virtual time: the simulator's clock is everybody's clock, and moves only by `pass`.
 */
export async function startStory(options: StoryOptions) {
  const { startAt = Date.UTC(2026, 10, 2, 9), app, ...policy } = options
  const simulator: Simulator<FlaggedEnvironment> = await startSimulator({
    seed: 11,
    pace: paces.story,
    clock: { manual: true, startAt },
    scenario: (world) => buildFlaggedApp(world, { trafficHours: 1, ...app }),
  })
  useSimulator(simulator)
  const { scenario: built, clock: time } = simulator
  if (built === undefined) throw new Error('the simulator has no scenario')
  const parsed = parseConfiguration('lockstep.yaml', storyConfiguration(built, policy), {})
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  const { environments } = parsed.value
  const [environment] = environments
  if (environment === undefined) throw new Error('the configuration has no environment')

  const store = await openTemporaryStore()
  const live = createLiveEvents(store)
  const clock = { now: () => new Date(time.now()) }
  // Whoever waits lets time pass: nobody else would.
  const pause = (milliseconds: number): void => time.advance(milliseconds)
  const timers: Timers = {
    after(milliseconds, act) {
      pause(milliseconds)
      act()
      return () => {}
    },
  }
  const aws = createAwsClientFactory({
    maxAttempts: 2,
    requestTimeoutMilliseconds: 3_000,
    waiting: { monotonic: () => time.now(), wait: (milliseconds) => Promise.resolve(pause(milliseconds)) },
  })
  const foundation = {
    environments,
    findEnvironment: () => environment,
    aws,
    store,
    live,
    clock,
    timers,
    log: createLog('error'),
    metrics: createMetrics(aws.countOperations),
  }
  const virtual = createVirtualEngine(() => time.now())
  const { engine } = virtual
  const releases = createReleaseStore({ store, liveEvents: live, enqueue: engine.enqueue })
  const memory = createReleaseMemory(releases, createPublishedFiles(store))
  const drift = composeDrift(foundation, memory)
  const policies = composePolicy(foundation)
  const measurements = composeMeasurements(foundation, {
    thresholdsInForce: policies.thresholdsInForce,
    readService: drift.readers.service,
    readMarkers: () => Promise.resolve([]),
  })
  const artifacts = composeArtifacts(foundation, {
    readObservation: () => Promise.resolve(null),
    readHolds: releases.versionHolds,
  })
  const rollouts = composeRollouts(foundation, {
    engine,
    releases,
    policies,
    readVariants: measurements.readVariants,
    readers: drift.readers,
  })
  const parts = composeReleases(foundation, {
    engine,
    releases,
    ...artifacts,
    memory,
    readers: drift.readers,
    readMetrics: measurements.readMetrics,
    policies,
    rollout: rollouts.ports,
  })
  await parts.launch()
  const verbs = { ...parts.verbs, ...rollouts.verbs(parts) }
  let releaseId = ''
  const seen: Seen[] = []

  const rollout = async (): Promise<Rollout> => value(await verbs.getRollout(releaseId))
  const note = async (): Promise<void> => {
    const found = await verbs.getRollout(releaseId)
    if (found.ok) seen.push({ at: time.now(), rollout: found.value })
  }
  /** Moves time to a moment, with every look that falls due on the way. */
  const passUntil = async (moment: number): Promise<void> => {
    for (;;) {
      const next = await virtual.idle()
      await note()
      if (next === null || next > moment) break
      time.advance(Math.max(0, next - time.now()))
      await measurements.refresh()
      virtual.wake()
    }
    time.advance(Math.max(0, moment - time.now()))
  }

  return {
    simulator,
    built,
    environment,
    verbs,
    seen: seen as readonly Seen[],
    now: () => time.now(),
    rollout,
    plan: async (): Promise<Plan> =>
      value(await verbs.planRelease({ ref: environment, request: { kind: 'rollout' }, actor: ana })),
    async start(): Promise<Release> {
      await measurements.refresh()
      const plan = value(
        await verbs.planRelease({ ref: environment, request: { kind: 'rollout' }, actor: ana }),
      )
      const release = value(
        await verbs.startRelease({
          ref: environment,
          actor: ana,
          idempotencyKey: plan.id,
          start: {
            planId: plan.id,
            confirmation: plan.confirmation.phrase,
            reason: 'R3 begins.',
            overrides: [],
          },
        }),
      )
      releaseId = release.id
      virtual.run(releaseId)
      await virtual.idle()
      return release
    },
    passUntil,
    pass: (milliseconds: number) => passUntil(time.now() + milliseconds),
    /** Looks every so often for a while, as somebody does who presses Reload. */
    async watch(milliseconds: number, every: number): Promise<void> {
      const end = time.now() + milliseconds
      while (time.now() < end && (await virtual.idle()) !== null) {
        time.advance(Math.min(every, end - time.now()))
        await measurements.refresh()
        virtual.wake()
        await virtual.idle()
        await note()
      }
    },
    async control(asked: Asked): Promise<Rollout> {
      const { revision } = await rollout()
      const input = { reason: null, ...asked, revision }
      const changed = value(await verbs.controlRollout({ releaseId, input, actor: ana }))
      await virtual.idle()
      return changed
    },
    release: async (): Promise<Release> => value(await verbs.getRelease(releaseId)),
    async decisions(): Promise<readonly Decision[]> {
      const all: Decision[] = []
      let cursor: string | undefined
      do {
        const page = value(await verbs.listDecisions({ releaseId, cursor, limit: 200 }))
        all.push(...page.decisions)
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      return all.toReversed()
    },
    async close(): Promise<void> {
      await live.close()
      aws.close()
      await store.close()
      await simulator.close()
    },
  }
}

export type Story = Awaited<ReturnType<typeof startStory>>
