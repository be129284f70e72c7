import { randomUUID } from 'node:crypto'
import { DBOS, DBOSClient } from '@dbos-inc/dbos-sdk'
import type { Pool, PoolClient } from 'pg'
import { systemTimers } from '../domain/timers.ts'
import { createHeartbeat, type Heartbeat } from './heartbeat.ts'
import { engineLogger, type EngineLog } from './engine-logger.ts'
import { runRelease } from './run-release.ts'
import type { StepRunnerDeps } from './run-step.ts'
import { createLostSweep, type LostSweep } from './lost-releases.ts'
import { endOrphan } from './rollout/end-orphan.ts'
import { createSignals } from './signals.ts'

export type ReleaseEngineOptions = {
  readonly pool: Pool
  /** One process and no LISTEN: see the store. */
  readonly embedded: boolean
  readonly log: EngineLog
  /** A replica that has not beaten for this long is taken for dead. */
  readonly leaseSeconds?: number
}

export type ReleaseEngine = {
  /** Puts the release's workflow into the queue, in the transaction of this client. Only after `launch`. */
  readonly enqueue: (client: PoolClient, releaseId: string) => Promise<void>
  /** Wakes the release's waiting step in this process; other replicas see what changed at their next poll. */
  readonly signal: (releaseId: string) => void
  /** Makes the engine's tables and does nothing else: for a seed. */
  readonly prepare: () => Promise<void>
  /** Goes on with what was running when the process ended, and takes new releases. */
  readonly launch: (deps: Omit<StepRunnerDeps, 'signals'>) => Promise<void>
  /** Stops without waiting: a running step is run again at the next start, here or on another replica. */
  readonly shutdown: () => Promise<void>
}

const queueName = 'releases'
const workflowName = 'release'
const applicationName = 'lockstep'
/** Pinned: a new build goes on with releases of the one before. Changes of the workflow's order are guarded by patches. */
const applicationVersion = '1'
/** A database that is away for a moment must not lose a release. What a step does on AWS it tries again by itself. */
const retries = { retriesAllowed: true, maxAttempts: 8, intervalSeconds: 1, backoffRate: 2 }
/** The pool is given; the engine only wants to see an address. */
const addressUnused = 'postgresql://postgres@localhost/postgres'

/** The durable engine on our own pool. There is one per process, because the library is one per process. */
export function createReleaseEngine(options: ReleaseEngineOptions): ReleaseEngine {
  const { pool, embedded } = options
  const signals = createSignals()
  const executorId = embedded ? 'local' : randomUUID()
  let client: DBOSClient | null = null
  let heartbeat: Heartbeat | null = null
  let lostSweep: LostSweep | null = null
  let deps: StepRunnerDeps | null = null

  const workflow = async (releaseId: string): Promise<void> => {
    if (deps === null) throw new Error('the engine was not launched')
    await runRelease(deps, (name, work) => DBOS.runStep(work, { name, ...retries }), releaseId)
  }

  const configure = () => {
    DBOS.registerWorkflow(workflow, { name: workflowName })
    DBOS.setConfig({
      name: applicationName,
      applicationVersion,
      executorID: executorId,
      enablePatching: true,
      systemDatabaseUrl: addressUnused,
      systemDatabasePool: pool,
      useListenNotify: !embedded,
      logger: engineLogger(options.log),
    })
  }

  return {
    signal: signals.wake,

    async enqueue(connection, releaseId) {
      if (client === null) throw new Error('the engine was not launched')
      await client.enqueueInTransaction(
        connection,
        { workflowName, queueName, workflowID: releaseId, appVersion: applicationVersion },
        releaseId,
      )
    },

    async prepare() {
      configure()
      await DBOS.launch()
      await DBOS.shutdown({ deregister: true })
    },

    async launch(given) {
      deps = { ...given, signals }
      configure()
      await DBOS.launch()
      await DBOS.registerQueue(queueName, { minPollingIntervalMs: 200, onConflict: 'always_update' })
      client = await DBOSClient.create({
        systemDatabaseUrl: addressUnused,
        systemDatabasePool: pool,
        applicationName,
        logger: engineLogger(options.log),
      })
      if (!embedded) heartbeat = createHeartbeat(pool, executorId, options.leaseSeconds ?? 10, options.log)
      await heartbeat?.start()
      lostSweep = createLostSweep({
        endRollout: (releaseId) => endOrphan(given, releaseId),
        journal: deps.ports.journal,
        workflowState: async (releaseId) => (await DBOS.getWorkflowStatus(releaseId))?.status ?? null,
        timers: systemTimers,
        log: options.log,
      })
      await lostSweep.start()
    },

    async shutdown() {
      signals.stop()
      await lostSweep?.stop()
      await heartbeat?.stop()
      await client?.destroy()
      client = null
      await DBOS.shutdown({ deregister: true })
    },
  }
}
