import { startSimulator } from '../../packages/aws-sim/src/index.ts'
import { scenarios } from '../../packages/aws-sim/src/scenarios/index.ts'
import { paces } from '../../packages/aws-sim/src/world/pace.ts'

/** The demo's world in a process of its own, as fast as tests want it; ends with its parent. */
const simulator = await startSimulator({ scenario: scenarios['paired-app'], pace: paces.fast })
const { scenario } = simulator
if (scenario === undefined) throw new Error('The simulator has no world.')
const { cluster, service, version } = scenario.staging

process.send?.({ url: simulator.url, env: scenario.env, nextDigest: version('next').digest })

/** When ECS and CloudFront worked for the newest release of staging, in epoch milliseconds, by their own records. */
process.on('message', () => {
  const last = (operation: string): number =>
    Date.parse(simulator.requests.list({ operation, limit: 1 })[0]?.at ?? '')
  const completed = simulator.world.ecs
    .service(cluster, service)
    ?.events.find(({ message }) => message.endsWith('deployment completed.'))
  const invalidatedAt = last('CreateInvalidation')
  process.send?.({
    deployment: { from: last('UpdateService'), to: completed?.at ?? Number.NaN },
    invalidation: { from: invalidatedAt, to: invalidatedAt + paces.fast.invalidationComplete },
  })
})
process.once('disconnect', () => void simulator.close().then(() => process.exit(0)))
