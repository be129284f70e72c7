import type { Timers } from '../domain/timers.ts'
import type { EngineLog } from './engine-logger.ts'
import type { ReleaseJournal } from './ports.ts'
import type { Orphan } from './rollout/end-orphan.ts'

const alive = ['PENDING', 'ENQUEUED', 'DELAYED']

export type LostReleasesDeps = {
  readonly journal: Pick<ReleaseJournal, 'active' | 'end' | 'setStatus'>
  /** What the engine says of a release's workflow; null when it does not know it. */
  readonly workflowState: (releaseId: string) => Promise<string | null>
  /** Takes the traffic of the release's rollout to zero, a look at a time; see `end-orphan.ts`. */
  readonly endRollout: (releaseId: string) => Promise<Orphan | null>
  readonly log: EngineLog
}

/**
 * Ends releases that nothing will go on with, because their workflow gave up: without this their environment
 * would be blocked for ever. Happens only when the database was away for longer than the engine waits. One with a rollout
 * ends when its traffic is off; gives whether there is such a one left to look at soon.
 */
export async function endLostReleases(deps: LostReleasesDeps): Promise<boolean> {
  let isLeaving = false
  for (const releaseId of await deps.journal.active()) {
    // A handful at most: one release per environment.
    const state = await deps.workflowState(releaseId)
    if (state !== null && alive.includes(state)) continue
    try {
      if ((await endLost(deps, releaseId, state)) === 'leaving') isLeaving = true
    } catch (error) {
      deps.log.warn({ error: String(error), releaseId }, 'a lost release could not be ended')
    }
  }
  return isLeaving
}

async function endLost(
  { journal, endRollout }: LostReleasesDeps,
  releaseId: string,
  state: string | null,
): Promise<Orphan['state']> {
  const rollout = await endRollout(releaseId)
  if (rollout !== null && rollout.state !== 'ended') {
    await journal.setStatus(releaseId, 'running', `Lockstep lost this release. ${rollout.sentence}`)
    return rollout.state
  }
  await journal.end(releaseId, {
    status: 'failed',
    outcome: ['Lockstep lost this release; look at both halves before the next one.', rollout?.sentence]
      .filter(Boolean)
      .join(' '),
    failure: {
      code: 'internal',
      title: 'The release was given up after failures of Lockstep itself.',
      detail: state === null ? 'Its workflow is gone.' : `Its workflow is ${state}.`,
      remedy: 'Check the environment for drift, then release again or roll back.',
    },
  })
  return 'ended'
}

export type LostSweep = { readonly start: () => Promise<void>; readonly stop: () => Promise<void> }

const betweenSweepsMilliseconds = 60_000
/** While traffic is taken off. */
const soonMilliseconds = 5_000

/** Looks for lost releases at the start and every minute: a workflow can give up at any time, not only before a restart. */
export function createLostSweep(deps: LostReleasesDeps & { readonly timers: Timers }): LostSweep {
  let cancel: (() => void) | null = null
  let sweeping: Promise<void> = Promise.resolve()
  const sweep = async (): Promise<boolean> => {
    try {
      return await endLostReleases(deps)
    } catch (error) {
      deps.log.warn({ error: String(error) }, 'lost releases could not be looked for')
      return false
    }
  }
  const again = (isLeaving: boolean): void => {
    cancel = deps.timers.after(isLeaving ? soonMilliseconds : betweenSweepsMilliseconds, () => {
      sweeping = sweep().then((stillLeaving) => (cancel === null ? undefined : again(stillLeaving)))
    })
  }
  return {
    async start() {
      again(await endLostReleases(deps))
    },
    async stop() {
      cancel?.()
      cancel = null
      await sweeping
    },
  }
}
