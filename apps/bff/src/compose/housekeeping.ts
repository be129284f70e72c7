import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Foundation } from './foundation.ts'

export type Housekeeping = { start(): void; stop(): void }

const hourMilliseconds = 3_600_000
const keptSeconds = 24 * 3600
const logKeptSeconds = 90 * 24 * 3600

/** Forgets what nobody can ask for any more, and has an environment looked at as soon as a release there changes its status. */
export function composeHousekeeping(
  { live, timers, log }: Foundation,
  deps: {
    readonly idempotencyStore: { prune(seconds: number): Promise<void> }
    readonly pruning: {
      prunePlans(seconds: number): Promise<void>
      pruneLogs(seconds: number): Promise<void>
    }
    readonly kickDrift: (ref: EnvironmentRef) => void
  },
): Housekeeping {
  let cancel = () => {}
  const tidy = (): void => {
    Promise.all([
      live.prune(keptSeconds),
      deps.idempotencyStore.prune(keptSeconds),
      deps.pruning.prunePlans(keptSeconds),
      deps.pruning.pruneLogs(logKeptSeconds),
    ]).catch((error: unknown) => log.error({ err: error }, 'old rows could not be removed'))
    cancel = timers.after(hourMilliseconds, tidy)
  }
  let unsubscribe = () => {}
  return {
    start() {
      tidy()
      unsubscribe = live.subscribe(null, ({ event }) => {
        if (event.type === 'release.updated') deps.kickDrift(event)
      })
    },
    stop() {
      cancel()
      unsubscribe()
    },
  }
}
