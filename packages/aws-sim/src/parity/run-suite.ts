import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { createClients, type Clients, type ClientSettings } from './clients.ts'
import type { Flow, Run } from './flow.ts'
import { flows } from './flows/flows.ts'
import { createNormalizer, type Recorded } from './normalize.ts'

/** By service and step. */
export type Recording = Readonly<Record<string, Readonly<Record<string, Recorded>>>>

/** What everything that the suite makes is called first. */
export const namePrefix = 'lockstep-parity-'

export type SuiteOptions = {
  readonly settings: ClientSettings
  /** Ends the names of everything that this run makes. */
  readonly nonce: string
  readonly report?: (line: string) => void
}

/** Asks every question, records the answers, and removes what it made, whatever happens. */
export async function runSuite({ settings, nonce, report = () => {} }: SuiteOptions): Promise<Recording> {
  const clients = createClients(settings)
  const { Account: account = '' } = await clients.sts.send(new GetCallerIdentityCommand({}))
  const prefix = `${namePrefix}${nonce}`
  const normalizer = createNormalizer({ account, region: settings.region, prefix })
  const recording: Record<string, Record<string, Recorded>> = {}
  for (const flow of flows) {
    report(`${flow.service}: ${flow.steps.length} questions`)
    const run: Run = { clients, region: settings.region, prefix, notes: new Map() }
    try {
      recording[flow.service] = await runFlow(flow, run, normalizer)
    } finally {
      await sweepOne(flow, clients, prefix)
    }
  }
  return recording
}

/** A clean-up that fails must not keep the others from theirs. */
async function sweepOne(flow: Flow, clients: Clients, prefix: string): Promise<readonly string[]> {
  try {
    return (await flow.sweep?.(clients, prefix)) ?? []
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error)
    process.stderr.write(`  ${flow.service} is not cleaned up (run with --clean): ${told}\n`)
    return []
  }
}

async function runFlow(
  flow: Flow,
  run: Run,
  { answer, error }: ReturnType<typeof createNormalizer>,
): Promise<Record<string, Recorded>> {
  const recorded: Record<string, Recorded> = {}
  for (const { name, ask } of flow.steps) {
    try {
      recorded[name] = answer(await ask(run))
    } catch (thrown) {
      recorded[name] = error(thrown)
    }
  }
  return recorded
}

/** Removes what runs that were killed left behind. */
export async function sweepAll(clients: Clients): Promise<readonly string[]> {
  const removed: string[] = []
  for (const flow of flows) removed.push(...(await sweepOne(flow, clients, namePrefix)))
  return removed
}
