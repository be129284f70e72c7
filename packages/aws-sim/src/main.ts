import { parseArgs, type ParseArgsConfig } from 'node:util'
import type { Scenario } from './life.ts'
import { scenarios } from './scenarios/index.ts'
import { startSimulator } from './simulator.ts'
import { paces } from './world/pace.ts'

const usage = `npm run sim -- [options]

  --port NUMBER       where it listens (4599)
  --host ADDRESS      on which address (127.0.0.1)
  --scenario NAME     ${[...Object.keys(scenarios), 'empty'].join(', ')} (paired-app)
  --seed NUMBER       the same number, the same world (1)
  --pace NAME         how fast AWS is: ${Object.keys(paces).join(', ')} (demo)
  --speed NUMBER      how fast the clock runs (1)
  --budgets NAME      whether AWS throttles: aws, none (aws)
  --help              says this
`

const { values } = options({
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    port: { type: 'string', default: '4599' },
    host: { type: 'string', default: '127.0.0.1' },
    scenario: { type: 'string', default: 'paired-app' },
    seed: { type: 'string', default: '1' },
    pace: { type: 'string', default: 'demo' },
    speed: { type: 'string', default: '1' },
    budgets: { type: 'string', default: 'aws' },
  },
})
if (values.help) {
  process.stdout.write(usage)
  process.exit(0)
}

const simulator = await startSimulator({
  port: numberOf('port'),
  host: values.host,
  seed: numberOf('seed'),
  pace: oneOf('pace', paces),
  clock: { speed: numberOf('speed') },
  budgets: oneOf('budgets', { aws: 'aws' as const, none: 'none' as const }),
  scenario: oneOf<Scenario>('scenario', { ...scenarios, empty: () => Promise.resolve(undefined) }),
}).catch((error: unknown) => {
  process.stderr.write(
    `The simulator cannot start: ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exit(1)
})
process.stdout.write(`AWS is simulated at ${simulator.url}\n`)
for (const [name, url] of Object.entries(simulator.doors)) process.stdout.write(`  ${name}: ${url}\n`)

const end = (): void => {
  void simulator.close().then(() => process.exit(0))
}
process.once('SIGTERM', end)
process.once('SIGINT', end)

function options<const Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    process.exit(2)
  }
}

function numberOf(option: 'port' | 'seed' | 'speed'): number {
  const number = Number(values[option])
  return Number.isFinite(number) && number >= 0 ? number : refuse(option, 'a number, 0 or more')
}

function oneOf<Value>(
  option: 'pace' | 'scenario' | 'budgets',
  known: Readonly<Record<string, Value>>,
): Value {
  const found = Object.entries(known).find(([name]) => name === values[option])?.[1]
  return found ?? refuse(option, `one of ${Object.keys(known).join(', ')}`)
}

function refuse(option: string, wanted: string): never {
  process.stderr.write(`--${option} must be ${wanted}.\n`)
  process.exit(2)
}
