import { parseArgs } from 'node:util'
import { startSimulator } from './simulator.ts'
import { paces, type PaceName } from './world/pace.ts'

/** `npm run sim -- --port 4599 [--scenario NAME] [--seed N] [--pace real|demo|fast] [--speed N]` */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4599' },
    host: { type: 'string', default: '127.0.0.1' },
    scenario: { type: 'string', default: 'demo' },
    seed: { type: 'string', default: '1' },
    pace: { type: 'string', default: 'demo' },
    speed: { type: 'string', default: '1' },
  },
})

const pace = Object.entries(paces).find(([name]) => name === values.pace)?.[1]
if (!pace)
  throw new Error(
    `--pace must be one of ${(Object.keys(paces) satisfies string[] as PaceName[]).join(', ')}.`,
  )

const simulator = await startSimulator({
  port: Number(values.port),
  host: values.host,
  seed: Number(values.seed),
  pace,
  clock: { speed: Number(values.speed) },
})
console.log(`AWS is simulated at ${simulator.url}`)
for (const [name, url] of Object.entries(simulator.doors)) console.log(`  ${name}: ${url}`)

const end = (): void => {
  void simulator.close().then(() => process.exit(0))
}
process.once('SIGTERM', end)
process.once('SIGINT', end)
