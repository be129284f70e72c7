import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore } from '@lockstep/bff/adapters/store/open-store'
import { startLocalPostgres } from '@lockstep/bff/adapters/store/testing/local-postgres'
import { startSimulator } from '@lockstep/aws-sim/simulator'
import { pairedApp } from '@lockstep/aws-sim/scenarios/paired-app'
import { CheckDocument, type CheckedEnvironment } from '@lockstep/shared-types/check-document'

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
  program = 'apps/cli/src/main.ts',
): Promise<Ended> {
  const env = {
    PATH: process.env['PATH'],
    AWS_ENDPOINT_URL: simulator.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'eu-west-1',
    // Not the folder of a demo that somebody runs on this machine.
    LOCKSTEP_DATA: '/nowhere',
    ...simulator.scenario?.env,
    ...variables,
  }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], { cwd: root, env }, (_error, out, err) =>
      resolve({ exitCode: child.exitCode ?? -1, out, err }),
    )
  })
}

const check = (environmentId: string, variables?: Record<string, string | undefined>) =>
  lockstep(
    ['check', '--config', 'lockstep.demo.yaml', '--app', 'storefront', '--env', environmentId, '--json'],
    variables,
  )

const only = (out: string): CheckedEnvironment => {
  const [environment, ...others] = CheckDocument.parse(JSON.parse(out)).environments
  if (environment === undefined || others.length > 0) throw new Error('not one environment')
  return environment
}
const statuses = (out: string) => {
  const report = only(out)
  return Object.fromEntries(report.checks.map(({ id, status }) => [id, status]))
}

it('ends with 0 for an environment in step', async () => {
  const { exitCode, out, err } = await check('staging')
  // By AWS alone nobody can tell what Lockstep released last.
  expect(Object.entries(statuses(out)).filter(([, status]) => status !== 'ok')).toEqual([
    ['unmanaged-change', 'unknown'],
  ])
  expect(only(out)).toMatchObject({ status: 'ok', askedOf: 'aws', underWay: null })
  expect(only(out).notLookedAt.map(({ check: id }) => id)).toContain('unmanaged-change')
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
  expect(only(out)).toMatchObject({ half: 'frontend', remedy: { kind: 'deploy' } })
  expect(exitCode).toBe(1)
})

it('ends with 0 for development, whose mutable tag is only a warning', async () => {
  const { exitCode, out } = await check('development')
  expect(statuses(out)).toMatchObject({ 'mutable-tag': 'warn', 'version-match': 'ok' })
  expect(only(out)).toMatchObject({ status: 'warn', half: 'backend' })
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

it('ends with 2 where the server that was named does not answer, and does not ask AWS instead', async () => {
  const { exitCode, err } = await lockstep(['check', '--server', 'http://127.0.0.1:1'])
  expect(exitCode).toBe(2)
  expect(err).toMatch(
    /^lockstep check: The Lockstep at http:\/\/127\.0\.0\.1:1 does not answer\.\n.*\n→ Start it/,
  )
})

it('says that there are no credentials, and ends with 2', async () => {
  const none = {
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_EC2_METADATA_DISABLED: 'true',
    HOME: '/nowhere',
  }
  const { exitCode, out } = await check('staging', none)
  expect(exitCode).toBe(2)
  expect(only(out).headline).toContain('There are no AWS credentials')
  expect(only(out).headline).not.toMatch(/denied|clock/)
})

it('says the same as a bundle, from which `npm run lockstep` starts after a build', async () => {
  expect(await lockstep([], {}, 'apps/cli/src/build.mjs')).toEqual({ exitCode: 0, out: '', err: '' })
  const args = [
    'check',
    '--config',
    'lockstep.demo.yaml',
    '--app',
    'storefront',
    '--env',
    'production',
    '--json',
  ]
  const [bundled, source] = [await lockstep(args, {}, 'apps/cli/dist/main.cjs'), await lockstep(args)]
  expect(bundled).toMatchObject({ exitCode: source.exitCode, err: '' })
  expect(statuses(bundled.out)).toEqual(statuses(source.out))
})

const postgres = await startLocalPostgres()
afterAll(() => postgres?.stop())

it.skipIf(postgres === null)('asks the database of Lockstep, and says where it cannot be read', async () => {
  const database = { DATABASE_URL: postgres?.databaseUrl }
  const before = await check('staging', database)
  expect(statuses(before.out)).toMatchObject({ 'unmanaged-change': 'unknown' })
  expect(before.exitCode).toBe(2)

  const opened = await openStore({ databaseUrl: postgres?.databaseUrl ?? '' })
  if (!opened.ok) throw new Error(opened.problem.title)
  await opened.value.close()
  const { out, exitCode } = await check('staging', database)
  expect(statuses(out)).toMatchObject({ 'unmanaged-change': 'ok' })
  expect(only(out)).toMatchObject({ askedOf: 'store', notLookedAt: [], underWay: null })
  expect(exitCode).toBe(0)

  const gone = await check('staging', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
  expect(CheckDocument.parse(JSON.parse(gone.out))).toMatchObject({ exitCode: 2, environments: [] })
})
