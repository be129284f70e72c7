import { parseArgs } from 'node:util'
import { scenarios } from './scenarios/index.ts'
import type { Scenario } from './life.ts'
import { startSimulator } from './simulator.ts'
import { paces } from './world/pace.ts'

/** `npm run sim -- --port 4599 [--scenario NAME] [--seed N] [--pace real|demo|fast] [--speed N]` */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4599' },
    host: { type: 'string', default: '127.0.0.1' },
    scenario: { type: 'string', default: 'paired-app' },
    seed: { type: 'string', default: '1' },
    pace: { type: 'string', default: 'demo' },
    speed: { type: 'string', default: '1' },
  },
})

const pace = Object.entries(paces).find(([name]) => name === values.pace)?.[1]
if (!pace) throw new Error(`--pace must be one of ${Object.keys(paces).join(', ')}.`)

const byName: Readonly<Record<string, Scenario>> = scenarios
const scenario = byName[values.scenario]
if (!scenario && values.scenario !== 'empty')
  throw new Error(`--scenario must be one of empty, ${Object.keys(scenarios).join(', ')}.`)

const simulator = await startSimulator({
  port: Number(values.port),
  host: values.host,
  seed: Number(values.seed),
  pace,
  clock: { speed: Number(values.speed) },
  ...(scenario ? { scenario } : {}),
})
process.stdout.write(`AWS is simulated at ${simulator.url}\n`)
for (const [name, url] of Object.entries(simulator.doors)) process.stdout.write(`  ${name}: ${url}\n`)

const end = (): void => {
  void simulator.close().then(() => process.exit(0))
}
process.once('SIGTERM', end)
process.once('SIGINT', end)
