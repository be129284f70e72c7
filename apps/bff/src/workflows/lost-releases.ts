import type { Timers } from '../domain/timers.ts'
import type { EngineLog } from './engine-logger.ts'
import type { ReleaseJournal } from './ports.ts'

const alive = ['PENDING', 'ENQUEUED', 'DELAYED']

export type LostReleasesDeps = {
  readonly journal: Pick<ReleaseJournal, 'active' | 'end'>
  /** What the engine says of a release's workflow; null when it does not know it. */
  readonly workflowState: (releaseId: string) => Promise<string | null>
}

/**
 * Ends releases that nothing will go on with, because their workflow gave up: without this their environment
 * would be blocked for ever. Happens only when the database was away for longer than the engine waits.
 */
export async function endLostReleases({ journal, workflowState }: LostReleasesDeps): Promise<void> {
  for (const releaseId of await journal.active()) {
    // A handful at most: one release per environment.
    const state = await workflowState(releaseId)
    if (state !== null && alive.includes(state)) continue
    await journal.end(releaseId, {
      status: 'failed',
      outcome: 'Lockstep lost this release; look at both halves before the next one.',
      failure: {
        code: 'internal',
        title: 'The release was given up after failures of Lockstep itself.',
        detail: state === null ? 'Its workflow is gone.' : `Its workflow is ${state}.`,
        remedy: 'Check the environment for drift, then release again or roll back.',
      },
    })
  }
}

export type LostSweep = { readonly start: () => Promise<void>; readonly stop: () => Promise<void> }

const betweenSweepsMilliseconds = 60_000

/** Looks for lost releases at the start and every minute: a workflow can give up at any time, not only before a restart. */
export function createLostSweep(
  deps: LostReleasesDeps & { readonly timers: Timers; readonly log: EngineLog },
): LostSweep {
  let cancel: (() => void) | null = null
  let sweeping: Promise<void> = Promise.resolve()
  const sweep = async (): Promise<void> => {
    try {
      await endLostReleases(deps)
    } catch (error) {
      deps.log.warn({ error: String(error) }, 'lost releases could not be looked for')
    }
  }
  const again = (): void => {
    cancel = deps.timers.after(betweenSweepsMilliseconds, () => {
      sweeping = sweep().then(() => (cancel === null ? undefined : again()))
    })
  }
  return {
    async start() {
      await endLostReleases(deps)
      again()
    },
    async stop() {
      cancel?.()
      cancel = null
      await sweeping
    },
  }
}
