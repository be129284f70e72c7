import { buildFlaggedApp, type FlaggedEnvironment } from './build-flagged-app.ts'
import type { FlaggedWorld } from './flagged/spec.ts'
import { environmentVariables } from './paired/environment-variables.ts'
import { historyVersions } from './paired/version-names.ts'

export type FlaggedApp = {
  /** Variables that the demo's configuration refers to. */
  readonly env: Readonly<Record<string, string>>
  readonly production: FlaggedEnvironment
  readonly staging: FlaggedEnvironment
}

const applicationId = 'lessons'
/** A day to look back on, and what a window at its beginning needs before it. */
const trafficHours = 26

/** R3 before its rollout: both environments in step, the flag off, a day of traffic on the old data path. */
export async function flaggedApp(world: FlaggedWorld): Promise<FlaggedApp> {
  const production = await buildFlaggedApp(world, {
    applicationId,
    environmentId: 'production',
    trafficHours,
    paired: { desiredCount: 3, more: historyVersions(6, 110, 38) },
  })
  const staging = await buildFlaggedApp(world, {
    applicationId,
    environmentId: 'staging',
    requestsPerSecond: 12,
    trafficHours,
    paired: { desiredCount: 1, more: historyVersions(3, 110, 30) },
  })
  return { env: environmentVariables(applicationId, [production, staging]), production, staging }
}
