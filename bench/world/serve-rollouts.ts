import { startSimulator } from '../../packages/aws-sim/src/index.ts'
import { buildFlaggedApp } from '../../packages/aws-sim/src/scenarios/build-flagged-app.ts'
import { standardEndpoints } from '../../packages/aws-sim/src/scenarios/flagged/endpoints.ts'
import { paces } from '../../packages/aws-sim/src/world/pace.ts'

/** As many environments with a flag as the parent asks for, in a process of its own; ends with its parent. */
const count = Number(process.argv[2])
const simulator = await startSimulator({
  pace: paces.real,
  // Regions only stand for budgets of calls here.
  places: 'alike',
  scenario: async (world) => {
    const built = []
    for (let index = 0; index < count; index += 1)
      built.push(
        await buildFlaggedApp(world, {
          applicationId: `app-${index}`,
          environmentId: 'production',
          requestsPerSecond: 20,
          dayCurve: false,
          endpoints: standardEndpoints.slice(0, 1),
          trafficHours: 0.2,
          paired: { desiredCount: 1 },
        }),
      )
    return built
  },
})

process.send?.({
  url: simulator.url,
  apps: (simulator.scenario ?? []).map(({ spec, flag, settings, ...built }) => ({
    applicationId: spec.applicationId,
    namespace: spec.namespace,
    flag: { application: flag.application, environment: flag.environment, strategy: flag.strategy },
    settings,
    cluster: built.cluster,
    service: built.service,
    container: built.container,
    repository: built.repository,
    bucket: built.bucket,
    distributionId: built.distributionId,
    apiUrl: built.apiUrl,
    siteUrl: built.siteUrl,
  })),
})
process.once('disconnect', () => void simulator.close().then(() => process.exit(0)))
