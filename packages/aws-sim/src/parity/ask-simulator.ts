import { startSimulator } from '../simulator.ts'
import { createClients } from './clients.ts'
import { runSuite, sweepAll, type Recording } from './run-suite.ts'

export type Asked = {
  readonly answers: Recording
  /** What the suite had not cleaned up, and a sweep found. */
  readonly left: readonly string[]
}

/** Asks the simulator, its budgets on, as the account of an owner would be asked. */
export async function askSimulator(): Promise<Asked> {
  const simulator = await startSimulator({ budgets: 'aws' })
  try {
    const credentials = { accessKeyId: 'AKIAPARITY', secretAccessKey: 'test' }
    const settings = { region: 'eu-west-1', endpoint: simulator.url, credentials }
    const answers = await runSuite({ settings, nonce: 'sim1' })
    return { answers, left: await sweepAll(createClients(settings)) }
  } finally {
    await simulator.close()
  }
}
