import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Clock } from '../../domain/clock.ts'
import type { Environment } from '../../domain/environment.ts'
import { afterWrite, mayWrite } from '../../domain/rollout/after-write.ts'
import type { RolloutRecords } from '../../domain/rollout/rollout-record.ts'
import { samePercent } from '../../domain/rollout/stages.ts'
import { ownDriver } from './own-driver.ts'
import type { ApplyWanted, FindTrafficDriver } from './ports.ts'

export type ApplyWantedDeps = {
  readonly records: RolloutRecords
  readonly driverFor: FindTrafficDriver
  readonly findEnvironment: (ref: EnvironmentRef) => Environment | null
  readonly clock: Clock
  /** Hears of every write: how long AWS took, and whether it accepted. */
  readonly observe?: (write: {
    readonly urgent: boolean
    readonly accepted: boolean
    readonly seconds: number
  }) => void
}

/**
 * Makes AWS say what is wanted. One write at a time for each release in this process; one that takes traffic off for good
 * waits for nobody.
 * What is wanted is read right before each write and again after it, so that an older wish never lasts: whoever was
 * overtaken while AWS answered writes once more.
 */
export function createApplyWanted(deps: ApplyWantedDeps): ApplyWanted {
  const queues = new Map<string, Promise<void>>()

  const write = async (releaseId: string, urgent: boolean): Promise<void> => {
    for (;;) {
      const record = await deps.records.find(releaseId)
      if (record === null || !mayWrite(record.state)) return
      const environment = deps.findEnvironment(record)
      // A look says what is missing in the configuration.
      const driver = environment === null ? null : ownDriver(deps.driverFor, environment, record)
      if (environment === null || driver === null || !driver.ok) return
      const percent = record.state.wantedPercent
      const target = { environment, releaseId, startedAt: record.startedAt }
      const begun = performance.now()
      const result = await driver.value.write(target, percent, { urgent })
      deps.observe?.({ urgent, accepted: result.ok, seconds: (performance.now() - begun) / 1000 })
      const after = await deps.records.change(releaseId, ({ state }) =>
        afterWrite(state, percent, result, deps.clock.now()),
      )
      if (!result.ok || after === null || samePercent(after.state.wantedPercent, percent)) return
    }
  }

  return async (releaseId, { urgent }) => {
    // Off the candidate waits for nobody either, though open pages may finish.
    const leaves = urgent || (await deps.records.find(releaseId))?.state.phase === 'leaving'
    if (leaves) return await write(releaseId, urgent)
    const turn = (queues.get(releaseId) ?? Promise.resolve()).then(() => write(releaseId, false))
    const settled = turn.catch(() => undefined)
    queues.set(releaseId, settled)
    await turn.finally(() => {
      if (queues.get(releaseId) === settled) queues.delete(releaseId)
    })
  }
}
