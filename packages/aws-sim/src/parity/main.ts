import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { askSimulator } from './ask-simulator.ts'
import { createClients } from './clients.ts'
import { compareRecordings } from './compare.ts'
import { flows } from './flows/flows.ts'
import { hasMoto, startMoto } from './moto.ts'
import { readRecording, writeRecording, type Side } from './recordings.ts'
import { namePrefix, runSuite, sweepAll } from './run-suite.ts'

/**
 * Asks AWS, moto or the simulator the same questions, and lists where they differ: `npm run parity -- --profile NAME --region R`,
 * `--moto`, `--simulator`, `--compare`, `--clean`. See docs/simulator.md.
 */
const { values } = parseArgs({
  options: {
    profile: { type: 'string' },
    region: { type: 'string' },
    moto: { type: 'boolean', default: false },
    simulator: { type: 'boolean', default: false },
    compare: { type: 'boolean', default: false },
    clean: { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
  },
})
const say = (line: string): void => void process.stdout.write(`${line}\n`)

if (values.compare) compare()
else if (values.simulator) await record('simulator')
else if (values.moto) await record('moto')
else if (values.profile !== undefined && values.region !== undefined)
  await record('aws', values.profile, values.region)
else refuse('Say whom to ask: --profile NAME --region R, --moto or --simulator; or --compare.')

async function record(side: Side, profile = '', region = 'eu-west-1'): Promise<void> {
  const about = `Written by npm run parity on ${new Date().toISOString().slice(0, 10)}.`
  switch (side) {
    case 'simulator':
      return writeRecording(side, about, (await askSimulator()).answers)
    case 'moto':
      return recordMoto(about)
    case 'aws':
      return recordAws(about, profile, region)
  }
}

async function recordMoto(about: string): Promise<void> {
  if (!hasMoto()) return say('moto_server is not on this machine: nothing was asked.')
  const moto = await startMoto()
  try {
    const credentials = { accessKeyId: 'AKIAPARITY', secretAccessKey: 'test' }
    const settings = { region: 'eu-west-1', endpoint: moto.url, credentials }
    writeRecording('moto', about, await runSuite({ settings, nonce: 'sim1', report: say }))
  } finally {
    moto.stop()
  }
}

async function recordAws(about: string, profile: string, region: string): Promise<void> {
  process.env['AWS_PROFILE'] = profile
  if (values.clean) {
    const removed = await sweepAll(createClients({ region }))
    return say(
      removed.length === 0
        ? `Nothing is called ${namePrefix}….`
        : removed.map((one) => `Removed ${one}`).join('\n'),
    )
  }
  const made = flows.flatMap(({ service, makes }) => (makes === null ? [] : [`  ${service}: ${makes}`]))
  say(`With the profile ${profile}, in ${region}, this makes, under names that begin with ${namePrefix}:`)
  say(made.join('\n'))
  say('and removes it again (after a crash: --clean). Task definitions stay as inactive, as AWS keeps them.')
  if (!values.yes && !(await confirmed())) return say('Nothing was asked.')
  const nonce = randomBytes(4).toString('hex')
  writeRecording('aws', about, await runSuite({ settings: { region }, nonce, report: say }))
  compare()
}

async function confirmed(): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await lines.question('Type "yes" to go on: ')
  lines.close()
  return answer.trim() === 'yes'
}

function compare(): void {
  const ours = readRecording('simulator')
  if (ours === null) return say('The simulator is not recorded yet: --simulator.')
  for (const side of ['aws', 'moto'] as const) {
    const theirs = readRecording(side)
    if (theirs === null) {
      say(`${side}: not recorded yet`)
      continue
    }
    const found = compareRecordings(ours, theirs)
    const grave = found.filter(({ kind }) => kind !== 'words')
    say(`${side}: ${grave.length} differences, and ${found.length - grave.length} in words alone`)
    for (const { service, step, kind, left, right } of found)
      say(`  ${service}, ${step} [${kind}]\n    simulator: ${left}\n    ${side}: ${right}`)
  }
}

function refuse(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}
