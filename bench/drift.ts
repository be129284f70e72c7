import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { medianOf, rounded } from './median.ts'
import { runMeasured } from './run-measured.ts'
import type { BenchRow } from './row.ts'
import type { LockstepApi } from './world/lockstep-api.ts'
import type { World } from './world/start-world.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const warmRuns = 10
const coldRuns = 3

/**
 * One drift check of staging, which is in step: by a running Lockstep, by the `lockstep` command from its start to its
 * end, and by a careful script around the AWS CLI and curl, in turns. All must find it in step.
 */
export async function benchDrift(
  world: World,
  api: LockstepApi,
  configuration: string,
  tools: Readonly<Record<string, string>>,
): Promise<BenchRow[]> {
  const env = { ...world.env, ...tools, ...scriptVariables(world.env) }
  const check = [here('../apps/cli/src/start.mjs'), 'check', '--aws-only', '--config', configuration]
  const wall: number[] = []
  const reading: number[] = []
  const command: number[] = []
  const script: number[] = []
  const hasAws = spawnSync('aws', ['--version'], { env: { ...process.env, ...env } }).status === 0
  for (let run = 0; run < coldRuns; run += 1) {
    for (let warm = 0; warm < warmRuns; warm += 1) {
      const begun = performance.now()
      const report = await api.checkDrift()
      wall.push(performance.now() - begun)
      reading.push(report.durationMilliseconds)
      if (report.status !== 'ok') throw new Error(`Staging is not in step: ${report.headline}`)
    }
    // Each ends with 0 only when it finds staging in step.
    command.push(
      (await runMeasured(process.execPath, [...check, '--app', 'storefront', '--env', 'staging'], env))
        .seconds,
    )
    if (hasAws) script.push((await runMeasured('bash', [here('./drift-check.sh')], env)).seconds)
  }
  const scriptSeconds = medianOf(script)
  const beside = hasAws
    ? `shell script: ${rounded(scriptSeconds)} s`
    : 'shell script: the aws command is not there'
  const rows: BenchRow[] = [
    {
      name: 'drift check, running Lockstep',
      value: rounded(medianOf(wall) / 1000, 3),
      unit: 's',
      comparedWith: beside,
    },
    {
      name: 'drift check, running Lockstep: its reads',
      value: rounded(medianOf(reading) / 1000, 3),
      unit: 's',
      comparedWith: null,
    },
    {
      name: 'drift check, lockstep command',
      value: rounded(medianOf(command)),
      unit: 's',
      comparedWith: beside,
    },
  ]
  if (!hasAws) return rows
  const times = (name: string, seconds: number, goal: number): BenchRow => ({
    name,
    value: rounded(scriptSeconds / seconds, 1),
    unit: '×',
    comparedWith: `goal: at least ${goal}`,
  })
  return [
    ...rows,
    times('drift check: times faster than the script, running Lockstep', medianOf(wall) / 1000, 50),
    times('drift check: times faster than the script, lockstep command', medianOf(command), 10),
  ]
}

/** What the script asks for, of staging. */
function scriptVariables(env: Readonly<Record<string, string>>): Record<string, string> {
  const of = (name: string): string => env[`STOREFRONT_STAGING_${name}`] ?? ''
  return {
    CLUSTER: of('CLUSTER'),
    SERVICE: of('SERVICE'),
    REPOSITORY: of('REPOSITORY'),
    BUCKET: of('BUCKET'),
    DISTRIBUTION: of('DISTRIBUTION_ID'),
    SITE_URL: of('SITE_URL'),
    API_URL: of('API_URL'),
  }
}
