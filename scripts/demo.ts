// `npm run demo`: the simulator with the demo fleet in this process, and Lockstep in production form in a process of
// its own, which knows of AWS only the endpoint that the standard variable names.
import { join, resolve } from 'node:path'
import { startSimulator } from '@lockstep/aws-sim'
import { scenarios } from '@lockstep/aws-sim/scenarios/index'
import { paces } from '@lockstep/aws-sim/world/pace'
import { clearFolder } from './demo/clear-folder.ts'
import { supervise } from './demo/supervise.ts'

const root = resolve(import.meta.dirname, '..')
const port = process.env.PORT ?? '4600'
// A demo's world lives in memory and begins anew; what an earlier demo remembered of its own world would be wrong about it.
const dataFolder = join(resolve(process.env.LOCKSTEP_DATA ?? join(root, '.lockstep')), 'demo')
const inUse = await clearFolder(dataFolder)
if (inUse !== null) refuse(inUse)

const simulator = await startOnFreePort()
console.log(
  `The simulator of AWS is at ${simulator.url} (try: aws --endpoint-url ${simulator.url} ecs list-clusters)`,
)

const lockstep = supervise({
  // As `npm start`: a small nursery keeps the memory of the process down.
  args: [
    '--max-semi-space-size=8',
    join(root, 'apps/bff/src/start.mjs'),
    '--config',
    join(root, 'lockstep.demo.yaml'),
  ],
  env: {
    ...process.env,
    ...simulator.scenario?.env,
    PORT: port,
    LOCKSTEP_DATA: dataFolder,
    AWS_ENDPOINT_URL: simulator.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
  },
  onGivenUp: (exitCode) => void end(exitCode),
})

function refuse(...lines: readonly string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`)
  process.exit(2)
}

async function end(exitCode: number): Promise<void> {
  await lockstep.stop()
  await simulator.close()
  process.exit(exitCode)
}
process.once('SIGTERM', () => void end(0))
process.once('SIGINT', () => void end(0))

/** On the usual port, or on a free one when something else is there already. A port that was asked for is meant. */
async function startOnFreePort() {
  const asked = process.env.SIM_PORT
  if (asked !== undefined && !(/^\d+$/.test(asked) && Number(asked) <= 65_535))
    refuse(`SIM_PORT is not a port: ${JSON.stringify(asked)}`)
  const start = (simulatorPort: number) =>
    startSimulator({
      port: simulatorPort,
      scenario: scenarios.fleet,
      budgets: 'aws',
      // How fast the simulated AWS works: `demo` is pleasant to watch, `fast` is for tests.
      pace: process.env.SIM_PACE === 'fast' ? paces.fast : paces.demo,
    })
  try {
    return await start(Number(asked ?? 4599))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    if (asked === undefined) return await start(0)
    return refuse(`Port ${asked} or one after it is in use: choose another SIM_PORT, or leave it out.`)
  }
}
