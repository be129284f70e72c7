import { randomUUID } from 'node:crypto'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Clock } from '../../domain/clock.ts'
import type { Environment } from '../../domain/environment.ts'
import { afterWrite, mayWrite } from '../../domain/rollout/after-write.ts'
import type { RolloutRecord, RolloutRecords } from '../../domain/rollout/rollout-record.ts'
import { beginWrite } from '../../domain/rollout/outstanding-writes.ts'
import { samePercent } from '../../domain/rollout/stages.ts'
import { ownDriver } from './own-driver.ts'
import type { ApplyWanted, FindTrafficDriver } from './ports.ts'

type Written = { readonly percent: number; readonly ok: boolean; readonly after: RolloutRecord | null }

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

  /** One write; null when nothing may be written, or nobody is left to write down how it went. */
  const writeOnce = async (
    releaseId: string,
    asked: { readonly percent: number | null; readonly urgent: boolean },
  ): Promise<Written | null> => {
    const record = await deps.records.find(releaseId)
    if (record === null || (asked.percent === null && !mayWrite(record.state))) return null
    const environment = deps.findEnvironment(record)
    // A look says what is missing in the configuration.
    const driver = environment === null ? null : ownDriver(deps.driverFor, environment, record)
    if (environment === null || driver === null || !driver.ok) return null
    const percent = asked.percent ?? record.state.wantedPercent
    const id = randomUUID()
    if (percent > 0) {
      const at = deps.clock.now()
      const begun = await deps.records.change(releaseId, ({ state }) =>
        mayWrite(state) && samePercent(state.wantedPercent, percent)
          ? beginWrite(state, { id, percent, at: at.toISOString() }, at)
          : null,
      )
      if (begun === null) return null
      // Something else is wanted by now.
      if (begun.state.outstanding.every((one) => one.id !== id)) return await writeOnce(releaseId, asked)
    }
    const { urgent } = asked
    const begun = performance.now()
    const target = { environment, releaseId, startedAt: record.startedAt }
    const result = await driver.value.write(target, percent, { urgent })
    deps.observe?.({ urgent, accepted: result.ok, seconds: (performance.now() - begun) / 1000 })
    const after = await deps.records.change(releaseId, ({ state }) =>
      afterWrite(state, { id, percent }, result, deps.clock.now()),
    )
    return { percent, ok: result.ok, after }
  }

  const write = async (releaseId: string, urgent: boolean): Promise<void> => {
    for (;;) {
      const written = await writeOnce(releaseId, { percent: null, urgent })
      if (written === null || written.after === null) return
      const { percent, ok, after } = written
      const { phase, end, wantedPercent } = after.state
      if (samePercent(wantedPercent, percent)) return
      if (phase === 'ended' && end?.how === 'zero') {
        // Nobody looks any more, and the candidate is taken away: what has landed late must not stay.
        await writeOnce(releaseId, { percent: 0, urgent: true })
        return
      }
      if (!ok && phase !== 'leaving') return
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
