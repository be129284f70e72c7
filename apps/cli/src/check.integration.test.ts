import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSimulator } from '@lockstep/aws-sim/simulator'
import { pairedApp } from '@lockstep/aws-sim/scenarios/paired-app'
import { DriftReport } from '@lockstep/shared-types/drift'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const start = () => startSimulator({ scenario: pairedApp })
let simulator: Awaited<ReturnType<typeof start>>

beforeAll(async () => {
  simulator = await start()
})
afterAll(() => simulator.close())

type Ended = { readonly exitCode: number; readonly out: string; readonly err: string }

function lockstep(
  args: readonly string[],
  variables: Record<string, string | undefined> = {},
): Promise<Ended> {
  const env = {
    PATH: process.env['PATH'],
    AWS_ENDPOINT_URL: simulator.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'eu-west-1',
    ...simulator.scenario?.env,
    ...variables,
  }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['apps/cli/src/main.ts', ...args],
      { cwd: root, env },
      (_error, out, err) => resolve({ exitCode: child.exitCode ?? -1, out, err }),
    )
  })
}

const check = (environmentId: string, variables?: Record<string, string | undefined>) =>
  lockstep(
    ['check', '--config', 'lockstep.demo.yaml', '--app', 'storefront', '--env', environmentId, '--json'],
    variables,
  )

const statuses = (out: string) => {
  const report = DriftReport.parse(JSON.parse(out))
  return Object.fromEntries(report.checks.map(({ id, status }) => [id, status]))
}

it('ends with 0 for an environment in step', async () => {
  const { exitCode, out, err } = await check('staging')
  expect(Object.entries(statuses(out)).filter(([, status]) => status !== 'ok')).toEqual([])
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' })
})

it('ends with 1 for production, whose edge is stale and whose bundle calls another backend', async () => {
  const { exitCode, out } = await check('production')
  expect(statuses(out)).toMatchObject({
    'edge-stale': 'fail',
    'version-match': 'fail',
    'endpoint-match': 'fail',
    'settings-match': 'ok',
    health: 'ok',
  })
  expect(DriftReport.parse(JSON.parse(out))).toMatchObject({ half: 'frontend', remedy: { kind: 'deploy' } })
  expect(exitCode).toBe(1)
})

it('ends with 0 for development, whose mutable tag is only a warning', async () => {
  const { exitCode, out } = await check('development')
  expect(statuses(out)).toMatchObject({ 'mutable-tag': 'warn', 'version-match': 'ok' })
  expect(DriftReport.parse(JSON.parse(out))).toMatchObject({ status: 'warn', half: 'backend' })
  expect(exitCode).toBe(0)
})

it('ends with 2 when AWS denies a read, and says which', async () => {
  simulator.faults.add({ service: 'ecs', operation: 'DescribeServices', kind: 'accessDenied' })
  const { exitCode, out } = await check('staging')
  simulator.faults.clear()
  expect(statuses(out)).toMatchObject({ 'task-mix': 'unknown', 'edge-stale': 'ok', health: 'ok' })
  expect(exitCode).toBe(2)
})

it('prints a table without colours when nobody looks at a terminal', async () => {
  const { out } = await lockstep([
    'check',
    '--config',
    'lockstep.demo.yaml',
    '--app',
    'storefront',
    '--env',
    'staging',
  ])
  expect(out).toContain('Storefront / Staging  In step')
  expect(out).not.toContain('\u001B')
})

it('ends with 2 for a configuration that is wrong', async () => {
  const { exitCode, err } = await lockstep(['validate', '--config', 'package.json'])
  expect(exitCode).toBe(2)
  expect(err).toMatch(/^package\.json:\d+:\d+ {2}/)
})
