import { fork, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { medianOf, rounded } from './median.ts'
import { runMeasured, type MeasuredRun } from './run-measured.ts'
import { siteFiles } from './publish/site-files.ts'
import type { BenchRow } from './row.ts'

const Ready = z.object({ url: z.string(), digest: z.string() })
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const runs = 3
/** As `npm start` runs the server: a smaller nursery, which leaves less garbage lying about, and compiled code from the cache. */
const asServer = ['--max-semi-space-size=8']
const compileCache = here('../node_modules/.cache/lockstep')

/**
 * Publishes 2,000 files, 60 MB, by Lockstep out of an image, and by `aws s3 sync` out of a folder that somebody has
 * already taken them from; both as a process of their own, from its start to its end, against the same simulator,
 * three times in turns, of which the median counts, after a first run of both that only warms caches.
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
    const publish = [...asServer, here('./publish/publish-once.ts'), digest]
    const lockstep: MeasuredRun[] = []
    const withKms: MeasuredRun[] = []
    const sync: MeasuredRun[] = []
    // In turns, so that what else the machine does falls on both.
    for (let run = 0; run <= runs; run += 1) {
      const into = (bucket: string): Promise<MeasuredRun> =>
        runMeasured(process.execPath, [...publish, bucket, `run-${run}/`], {
          ...env,
          NODE_COMPILE_CACHE: compileCache,
        })
      const published = await into('bench-lockstep')
      const encrypted = await into('bench-kms')
      const synced = await runSync(env, `s3://bench-sync/run-${run}/`)
      if (run === 0) continue
      lockstep.push(published)
      withKms.push(encrypted)
      if (synced !== null) sync.push(synced)
    }
    return rowsOf(middleOf(lockstep), middleOf(withKms), sync.length === 0 ? null : middleOf(sync))
  } finally {
    simulator.disconnect()
  }
}

/** The medians, with the highest memory of all. */
const middleOf = (measured: readonly MeasuredRun[]): MeasuredRun => ({
  seconds: medianOf(measured.map((run) => run.seconds)),
  processorSeconds: medianOf(measured.map((run) => run.processorSeconds)),
  peakMegabytes: Math.max(...measured.map((run) => run.peakMegabytes)),
})

function rowsOf(lockstep: MeasuredRun, withKms: MeasuredRun, sync: MeasuredRun | null): BenchRow[] {
  const row = (name: string, value: number, unit: string, comparedWith: string): BenchRow => ({
    name: `publish 2,000 files, 60 MB: ${name}`,
    value,
    unit,
    comparedWith,
  })
  const beside = (of: (run: MeasuredRun) => string): string =>
    sync === null ? 'aws s3 sync: the aws command is not there' : `aws s3 sync: ${of(sync)}`
  const rows = [
    row(
      'Lockstep',
      rounded(lockstep.seconds),
      's',
      beside((run) => `${rounded(run.seconds)} s`),
    ),
    row(
      'processor time of Lockstep',
      rounded(lockstep.processorSeconds),
      's',
      beside((run) => `${rounded(run.processorSeconds)} s`),
    ),
    row(
      'peak memory of Lockstep',
      Math.round(lockstep.peakMegabytes),
      'MB',
      `${beside((run) => `${Math.round(run.peakMegabytes)} MB`)}; goal: at most 160 MB`,
    ),
  ]
  if (sync === null) return rows
  const times = (of: (run: MeasuredRun) => number): number => rounded(of(sync) / of(lockstep), 1)
  return [
    ...rows,
    row(
      'times faster',
      times((run) => run.seconds),
      '×',
      'goal: at least 4',
    ),
    row(
      'times less processor time',
      times((run) => run.processorSeconds),
      '×',
      'does not depend on what else the machine does',
    ),
    row(
      'times faster, into a bucket whose ETags are no MD5',
      rounded(sync.seconds / withKms.seconds, 1),
      '×',
      `${rounded(sync.processorSeconds / withKms.processorSeconds, 1)} × less processor time; goal: at least 4`,
    ),
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
