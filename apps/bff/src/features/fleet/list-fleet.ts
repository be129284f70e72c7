import type { EnvironmentRef, Fleet, RolloutGlance } from '@lockstep/shared-types/environment'
import type { Clock } from '../../domain/clock.ts'
import { summarizeEnvironment } from '../../domain/drift/summarize-environment.ts'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import type { ReadCurrentReleases, ReadGlances } from './ports.ts'

export type ListFleetDeps = {
  /** In the order of the configuration. */
  readonly environments: readonly Environment[]
  readonly readGlances: ReadGlances
  readonly readCurrentReleases: ReadCurrentReleases
  readonly clock: Clock
}

const byEnvironment = <T extends EnvironmentRef>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [environmentKey(item), item]))

/** Every configured environment at a glance, from what is stored. Causes no AWS call. */
export async function listFleet(deps: ListFleetDeps): Promise<Fleet> {
  const [glances, releases] = await Promise.all([deps.readGlances(), deps.readCurrentReleases()])
  const glanceOf = byEnvironment(glances)
  const activeOf = byEnvironment(releases.active)
  const lastOf = byEnvironment(releases.last)
  const rolloutOf = byEnvironment(releases.rollouts)
  const now = deps.clock.now()
  return {
    environments: deps.environments.map((environment) => {
      const key = environmentKey(environment)
      return summarizeEnvironment(
        environment,
        glanceOf.get(key) ?? null,
        activeOf.get(key) ?? null,
        lastOf.get(key) ?? null,
        glanceOfRollout(rolloutOf.get(key)),
        now,
      )
    }),
  }
}

const glanceOfRollout = (running: RolloutGlance | undefined): RolloutGlance | null =>
  running === undefined
    ? null
    : { releaseId: running.releaseId, percent: running.percent, phase: running.phase }
