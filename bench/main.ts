// `npm run bench`: measures on loopback, prints a table and writes bench/results.json. Compare only within one run.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchAwsCalls } from './aws-calls.ts'
import { pathOfAwsTools } from './aws-tools.ts'
import { benchDecisions } from './decisions.ts'
import { benchDeploy, watchSeconds } from './deploy.ts'
import { benchDrift } from './drift.ts'
import { benchEmergency } from './emergency.ts'
import { benchPairs } from './pairs.ts'
import { printTable } from './print-table.ts'
import { benchPublish } from './publish.ts'
import type { BenchRow } from './row.ts'
import { benchStartUp } from './start-up.ts'
import { writeCalmConfiguration } from './world/calm-configuration.ts'
import { createLockstepApi } from './world/lockstep-api.ts'
import { startLockstep } from './world/start-lockstep.ts'
import { startWorld } from './world/start-world.ts'

/** Five minutes on a quiet machine of two processors. */
const limitMilliseconds = 15 * 60_000
setTimeout(() => {
  console.error('The bench took longer than fifteen minutes.')
  process.exit(1)
}, limitMilliseconds).unref()

const tools = { PATH: pathOfAwsTools() }
const rows: BenchRow[] = []
const take = async (what: string, measure: () => Promise<BenchRow[]>): Promise<void> => {
  console.log(`… ${what}`)
  rows.push(...(await measure()))
}

const folder = mkdtempSync(join(tmpdir(), 'lockstep-bench-'))
const world = await startWorld()
try {
  const configuration = writeCalmConfiguration(folder)
  await take('start-up', () => benchStartUp(world, configuration))
  const env = { ...world.env, DEMO_WATCH: `${watchSeconds}s` }
  const lockstep = await startLockstep(env, configuration, join(folder, 'data'))
  try {
    const api = createLockstepApi(lockstep.url)
    await take('AWS calls', () => benchAwsCalls(world, api))
    await take('drift check', () => benchDrift(world, api, configuration, tools))
    await take('deploy', () => benchDeploy(world, api))
  } finally {
    await lockstep.stop()
  }
} finally {
  world.stop()
  rmSync(folder, { recursive: true, force: true })
}
await take('publishing', () => benchPublish(tools))
await take('emergencies', () => benchEmergency())
await take('pairs', () => benchPairs())
await take('decisions', async () => benchDecisions())

rows.push({
  name: 'load of the machine over the last minute',
  value: Number((loadavg()[0] ?? 0).toFixed(1)),
  unit: 'processes',
  comparedWith: `${cpus().length} processors; above that, judge the ratios and not the times`,
})
printTable(rows)
writeFileSync(new URL('./results.json', import.meta.url), `${JSON.stringify(rows, null, 2)}\n`)
