import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { ok } from '@lockstep/bff/domain/result'
import { CheckDocument, type NotLookedAt } from '@lockstep/shared-types/check-document'
import type { DriftStatus } from '@lockstep/shared-types/drift-status'
import { createCheckCommand } from './check/check-command.ts'
import type { LookerChoice } from './check/look.ts'
import { createPaint } from './output.ts'
import { run } from './run.ts'
import { reportOf } from './testing/report.ts'
import { validateCommand } from './validate-command.ts'

const demo = fileURLToPath(new URL('../../../lockstep.demo.yaml', import.meta.url))

async function runWith(
  args: readonly string[],
  statuses: Record<string, DriftStatus> = {},
  {
    underWay = null,
    notLookedAt = [],
  }: { underWay?: string | null; notLookedAt?: readonly NotLookedAt[] } = {},
  variables: Record<string, string> = {},
) {
  const written = { out: '', err: '', closed: 0 }
  const choices: LookerChoice[] = []
  const checkCommand = createCheckCommand(async () => async (choice) => {
    choices.push(choice)
    return ok({
      askedOf: 'aws',
      words: 'AWS alone',
      list: async () => ok(choice.environments),
      look: async (ref) => {
        const { applicationName = '', name = '' } =
          choice.environments.find(({ environmentId }) => environmentId === ref.environmentId) ?? {}
        const report = reportOf(ref.environmentId, statuses[ref.environmentId] ?? 'ok')
        return ok({ applicationName, name, report, underWay, notLookedAt })
      },
      close: async () => {
        written.closed += 1
      },
    })
  })
  const exitCode = await run([checkCommand, validateCommand], args, {
    variables,
    output: {
      out: (text) => {
        written.out += text
      },
      err: (text) => {
        written.err += text
      },
      paint: createPaint(false, {}),
      width: null,
    },
  })
  return { ...written, exitCode, choices }
}

it.each<[string, Record<string, DriftStatus>, number]>([
  ['all in step', {}, 0],
  ['a warning', { staging: 'warn' }, 0],
  ['one that cannot be told', { staging: 'unknown', production: 'warn' }, 2],
  ['drift, which outweighs what cannot be told', { staging: 'unknown', production: 'fail' }, 1],
])('ends with %s', async (_what, statuses, exitCode) => {
  expect(await runWith(['check', '--config', demo], statuses)).toMatchObject({ exitCode, closed: 1, err: '' })
})

it('checks only the environment that is asked for', async () => {
  const { out, exitCode } = await runWith(
    ['check', '--config', demo, '--app', 'storefront', '--env', 'staging'],
    {
      production: 'fail',
    },
  )
  expect(exitCode).toBe(0)
  expect(out).toContain('Storefront / Staging  In step')
  expect(out).not.toContain('Production')
})

it('says what there is when the environment is unknown', async () => {
  const { err, exitCode } = await runWith(['check', '--config', demo, '--env', 'prod'])
  expect(exitCode).toBe(2)
  expect(err).toContain('storefront/production, storefront/staging, storefront/development')
})

it('writes a table with the words of the screen, the values and the remedy', async () => {
  const { out } = await runWith(['check', '--config', demo, '--app', 'storefront', '--env', 'production'], {
    production: 'fail',
  })
  expect(out).toBe(
    [
      'Storefront / Production  Out of step (frontend)',
      'The edge serves an �[31molder page.',
      '→ Invalidate the edge',
      'edge-stale        Drift      The edge serves an �[31molder page.',
      '                             expected: v2',
      '                             observed: v1',
      '                             → Invalidate the edge',
      'Asked AWS alone. Checked at 2026-11-20T12:00:00.000Z in 0.1 s with 9 AWS calls.',
      '',
    ].join('\n'),
  )
})

it('writes one document for all environments as JSON', async () => {
  const { out } = await runWith(['check', '--config', demo, '--app', 'storefront', '--json'], {
    staging: 'fail',
  })
  const document = CheckDocument.parse(JSON.parse(out))
  expect(document).toMatchObject({ version: 1, status: 'fail', exitCode: 1, problem: null })
  expect(document.environments.map(({ environmentId, status }) => [environmentId, status])).toEqual([
    ['production', 'ok'],
    ['staging', 'fail'],
    ['development', 'ok'],
  ])
})

it('writes a document also when nothing could be checked', async () => {
  const { out, err, exitCode } = await runWith(['check', '--config', demo, '--env', 'prod', '--json'])
  expect(CheckDocument.parse(JSON.parse(out))).toMatchObject({
    status: 'unknown',
    exitCode: 2,
    environments: [],
    problem: { code: 'not-found' },
  })
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 2 })
})

it.each([
  [['--checks', 'nosuch'], 'there is no check "nosuch"'],
  [['--nosuch'], "Unknown option '--nosuch'"],
  [['--server', 'nonsense'], 'nonsense is no address of a server'],
  [['more'], 'unexpected argument more'],
])('writes a document also when it is called with %j', async (args, detail) => {
  const { out, err, exitCode } = await runWith(['check', '--config', demo, '--json', ...args])
  expect(exitCode).toBe(2)
  expect(err).toContain(detail)
  expect(CheckDocument.parse(JSON.parse(out))).toMatchObject({
    status: 'unknown',
    exitCode: 2,
    problem: { code: 'validation-failed', detail: expect.stringContaining(detail) },
  })
})

it('names in the document what is wrong in the configuration, with its place', async () => {
  const { out } = await runWith(['check', '--config', 'missing.yaml', '--json'])
  expect(CheckDocument.parse(JSON.parse(out)).problem).toMatchObject({
    detail: 'missing.yaml:1:1  there is no such file',
  })
})

const missed: readonly NotLookedAt[] = [
  { check: 'unmanaged-change', what: 'whether somebody changed this', reason: 'nobody was asked' },
]
const staging = ['check', '--config', demo, '--app', 'storefront', '--env', 'staging']

it('lists what it did not look at, and never calls it ok', async () => {
  const { out, exitCode } = await runWith(staging, {}, { notLookedAt: missed })
  expect(exitCode).toBe(0)
  expect(out).toContain('Not looked at\nunmanaged-change  whether somebody changed this: nobody was asked.')
  expect(out).not.toMatch(/unmanaged-change +OK/)
})

it('ends with 2 when a check that is asked for was not looked at, and goes only by those that are asked for', async () => {
  const look = { notLookedAt: missed }
  expect(await runWith([...staging, '--checks', 'all'], {}, look)).toMatchObject({ exitCode: 2 })
  expect(await runWith([...staging, '--checks', 'unmanaged-change'], {}, look)).toMatchObject({ exitCode: 2 })
  expect(await runWith([...staging, '--checks', 'edge-stale'], { staging: 'fail' })).toMatchObject({
    exitCode: 1,
  })
  expect(await runWith([...staging, '--checks', 'edge-stail'])).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining('there is no check "edge-stail"; there are: version-match'),
  })
})

it('says first of all that a deployment is under way where something differs', async () => {
  const underWay = 'A deployment is under way since noon.'
  const { out, exitCode } = await runWith(staging, { staging: 'fail' }, { underWay })
  expect(exitCode).toBe(1)
  expect(out).toContain(`Out of step (frontend)\n${underWay} The edge serves`)
  expect((await runWith(staging, {}, { underWay })).out).toContain(underWay)
})

it('looks for a server where it is told to, and nowhere with --aws-only', async () => {
  const variables = {
    LOCKSTEP_URL: 'http://127.0.0.1:1',
    DATABASE_URL: 'postgres://db',
    LOCKSTEP_DATA: '/data',
  }
  const { choices } = await runWith(staging, {}, {}, variables)
  expect(choices).toMatchObject([
    { serverUrl: 'http://127.0.0.1:1', databaseUrl: 'postgres://db', dataFolder: '/data' },
  ])
  const alone = await runWith([...staging, '--aws-only'], {}, {}, variables)
  expect(alone.choices).toMatchObject([{ serverUrl: null, databaseUrl: null, dataFolder: null }])
  const wrong = await runWith([...staging, '--server', 'localhost:4400'])
  expect(wrong).toMatchObject({ exitCode: 2, err: expect.stringContaining('is no address of a server') })
})

it('explains a wrong configuration or command line and ends with 2', async () => {
  const missing = await runWith(['check', '--config', 'missing.yaml'])
  expect(missing).toMatchObject({ exitCode: 2, closed: 0 })
  expect(missing.err).toMatch(
    /^lockstep check: The configuration is wrong\.\n {2}missing.yaml:1:1 {2}there is no such file\n→ Mend/,
  )
  expect((await runWith(['validate', '--config', 'missing.yaml'])).exitCode).toBe(2)
  expect(await runWith(['check'])).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining('--config FILE is needed, or --server URL'),
  })
})

it('says that a configuration is right', async () => {
  expect(await runWith(['validate', '--config', demo])).toMatchObject({
    exitCode: 0,
    out: `${demo} is right: 5 environments.\n`,
  })
  expect(await runWith(['--help'])).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('lockstep check'),
  })
})
