import { fork, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { runMeasured, type MeasuredRun } from './run-measured.ts'
import { siteFiles } from './publish/site-files.ts'
import type { BenchRow } from './row.ts'

const Ready = z.object({ url: z.string(), digest: z.string() })
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const runs = 3
const memoryGoal = 'goal: at most 200 MB'
/** Without a limit V8 lets garbage lie as long as the machine has memory; this shows how little is needed. */
const heapLimits = ['--max-semi-space-size=8', '--max-old-space-size=96']

/**
 * Publishes 2,000 files, 60 MB, by Lockstep out of an image, and by `aws s3 sync` out of a folder that somebody has
 * already taken them from; both as a process of their own, from its start to its end, against the same simulator,
 * three times in turns, of which the median counts.
 */
export async function benchPublish(tools: Readonly<Record<string, string>>): Promise<BenchRow[]> {
  const simulator = fork(here('./publish/serve-image.ts'))
  try {
    const { url, digest } = await readyOf(simulator)
    const env = {
      ...tools,
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: 'AKIABENCH',
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
    }
    const publish = [...heapLimits, here('./publish/publish-once.ts'), digest]
    const lockstep: MeasuredRun[] = []
    const sync: MeasuredRun[] = []
    // In turns, so that what else the machine does falls on both.
    for (let run = 1; run <= runs; run += 1) {
      lockstep.push(await runMeasured(process.execPath, [...publish, `run-${run}/`], env))
      const synced = await runSync(env, `s3://bench-sync/run-${run}/`)
      if (synced !== null) sync.push(synced)
    }
    return rowsOf(medianOf(lockstep), sync.length === 0 ? null : medianOf(sync))
  } finally {
    simulator.disconnect()
  }
}

/** The run in the middle by time, with the highest memory of all. */
function medianOf(measured: readonly MeasuredRun[]): MeasuredRun {
  const seconds = measured.map((run) => run.seconds).toSorted((a, b) => a - b)
  return {
    seconds: seconds[Math.floor(seconds.length / 2)] ?? 0,
    peakMegabytes: Math.max(...measured.map((run) => run.peakMegabytes)),
  }
}

function rowsOf(lockstep: MeasuredRun, sync: MeasuredRun | null): BenchRow[] {
  const seconds = (run: MeasuredRun): number => Number(run.seconds.toFixed(2))
  const rows: BenchRow[] = [
    {
      name: 'publish 2,000 files, 60 MB: Lockstep',
      value: seconds(lockstep),
      unit: 's',
      comparedWith:
        sync === null ? 'aws s3 sync: the aws command is not there' : `aws s3 sync: ${seconds(sync)} s`,
    },
    {
      name: 'publish: peak memory of Lockstep, heap limited to 96 MB',
      value: Math.round(lockstep.peakMegabytes),
      unit: 'MB',
      comparedWith:
        sync === null ? memoryGoal : `aws s3 sync: ${Math.round(sync.peakMegabytes)} MB; ${memoryGoal}`,
    },
  ]
  if (sync === null) return rows
  const factor = Number((sync.seconds / lockstep.seconds).toFixed(1))
  return [
    ...rows,
    {
      name: 'publish: times faster than aws s3 sync',
      value: factor,
      unit: '×',
      comparedWith: 'goal: at least 2',
    },
  ]
}

/** Null when there is no `aws` command. */
async function runSync(env: Readonly<Record<string, string>>, target: string): Promise<MeasuredRun | null> {
  if (spawnSync('aws', ['--version'], { env: { ...process.env, ...env } }).status !== 0) return null
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-bench-'))
  try {
    for (const { path, body } of siteFiles()) {
      const file = join(folder, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, body)
    }
    const args = ['s3', 'sync', folder, target, '--only-show-errors']
    return await runMeasured('aws', [...args, '--cache-control', 'public,max-age=31536000,immutable'], env)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const readyOf = (simulator: ChildProcess): Promise<z.infer<typeof Ready>> =>
  new Promise((resolve, reject) => {
    simulator.once('message', (message) => resolve(Ready.parse(message)))
    simulator.once('error', reject)
    simulator.once('exit', (code) => reject(new Error(`The simulator ended with ${code}`)))
  })
