import { createRandom } from '../world/random.ts'
import type { BehaviourChange } from '../world/task-app/behaviours.ts'
import { buildPairedApp, type PairedAppOptions } from './build-paired-app.ts'
import { createApiDoor } from './flagged/api-door.ts'
import { standardEndpoints } from './flagged/endpoints.ts'
import { buildFlag, type DeployedFlag } from './flagged/flag.ts'
import { flaggedSettings } from './flagged/settings.ts'
import { playFlagged, type FlaggedTraffic } from './flagged/play.ts'
import type { DataPath, FlaggedSpec, FlaggedWorld, PathSpec } from './flagged/spec.ts'
import { apiDoor } from './paired/build-backend.ts'
import type { PairedEnvironment } from './paired/build-environment.ts'

export type FlaggedAppOptions = Partial<Omit<FlaggedSpec, 'paths'>> & {
  /** Changes of how the paths answer by themselves. */
  readonly paths?: Readonly<Partial<Record<DataPath, Partial<PathSpec>>>>
  /** Of the application underneath: its versions, its drift, how many tasks. */
  readonly paired?: Omit<PairedAppOptions, 'applicationId' | 'environmentId' | 'requestsPerSecond'>
  /** Hours of traffic before the world begins; none by default. */
  readonly trafficHours?: number
}

export type FlaggedEnvironment = PairedEnvironment &
  Pick<FlaggedTraffic, 'behaviourOf'> & {
    readonly spec: FlaggedSpec
    readonly flag: DeployedFlag
    /** From now on a path answers so; what was said of it before is forgotten, and `{}` says nothing. */
    setPath(path: DataPath, change: BehaviourChange): void
    /** What the probe of the migration answers; applied by default. */
    setMigrationApplied(applied: boolean): void
  }

/** So few errors in so many requests that 10 % of a night's minute seldom looks worse than a threshold of R3. */
const standardRequestsPerSecond = 120
const standardPaths: Readonly<Record<DataPath, PathSpec>> = {
  old: { errorRate: 0.0003, latencyMilliseconds: 170, connectionsPerRequest: 3 },
  new: { errorRate: 0.00003, latencyMilliseconds: 110, connectionsPerRequest: 2 },
}

/**
 * One small environment of an application whose flag `new-data-path` moves users from the old data path to the new
 * backend API: a paired application in step, with AppConfig, a database, RUM, and metrics of its own by path and endpoint.
 */
export async function buildFlaggedApp(
  world: FlaggedWorld,
  { paths = {}, paired: underneath = {}, trafficHours = 0, ...options }: FlaggedAppOptions = {},
): Promise<FlaggedEnvironment> {
  const { applicationId = 'lessons', environmentId = 'production' } = options
  const name = `${applicationId}-${environmentId}`
  const spec: FlaggedSpec = {
    applicationId,
    environmentId,
    requestsPerSecond: standardRequestsPerSecond,
    dayCurve: true,
    percent: 0,
    namespace: environmentId === 'production' ? 'Lessons/Api' : `Lessons/Api/${environmentId}`,
    databaseId: name,
    rumApplication: name,
    endpoints: standardEndpoints,
    paths: { old: { ...standardPaths.old, ...paths.old }, new: { ...standardPaths.new, ...paths.new } },
    ...options,
  }
  const paired = await buildPairedApp(world, {
    settings: flaggedSettings(environmentId),
    ...underneath,
    applicationId,
    environmentId,
    requestsPerSecond: 0,
  })
  const flag = buildFlag(world.appconfig, spec)
  const traffic = playFlagged(world, spec, paired, flag)

  let migrationApplied = true
  const balancer = world.elb.state.loadBalancers.get(paired.loadBalancerArn)
  if (balancer)
    await world.attachDoor(
      apiDoor(spec),
      createApiDoor(balancer.door, {
        title: applicationId,
        endpoints: spec.endpoints,
        random: createRandom(world.context.random.integer(1, 2 ** 31)),
        isMigrationApplied: () => migrationApplied,
        isFlagEnabledFor: flag.isEnabledFor,
        errorRateOf: (path) => traffic.behaviourOf(path).errorRate,
      }),
    )
  const rules = new Map<DataPath, string>()
  if (trafficHours > 0) traffic.backfill(trafficHours)
  return {
    ...paired,
    spec,
    flag,
    behaviourOf: traffic.behaviourOf,
    setPath(path, change) {
      world.behaviours.remove(rules.get(path) ?? '')
      const { id } = world.behaviours.add({ service: `${paired.cluster}/${paired.service}`, path }, change)
      rules.set(path, id)
    },
    setMigrationApplied(applied) {
      migrationApplied = applied
    },
  }
}
