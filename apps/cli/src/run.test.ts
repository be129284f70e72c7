import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { DriftReport } from '@lockstep/shared-types/drift'
import type { DriftStatus } from '@lockstep/shared-types/drift-status'
import { createCheckCommand } from './check-command.ts'
import { createPaint } from './output.ts'
import { run } from './run.ts'
import { reportOf } from './testing/report.ts'
import { validateCommand } from './validate-command.ts'

const demo = fileURLToPath(new URL('../../../lockstep.demo.yaml', import.meta.url))

async function runWith(args: readonly string[], statuses: Record<string, DriftStatus> = {}) {
  const written = { out: '', err: '', closed: 0 }
  const checkCommand = createCheckCommand(async () => () => ({
    check: async ({ environmentId }) => reportOf(environmentId, statuses[environmentId] ?? 'ok'),
    close: () => {
      written.closed += 1
    },
  }))
  const exitCode = await run([checkCommand, validateCommand], args, {
    variables: {},
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
  return { ...written, exitCode }
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
      'The headline of production.',
      '→ Invalidate the edge',
      'edge-stale        Drift      The edge serves an �[31molder page.',
      '                             expected: v2',
      '                             observed: v1',
      'Checked at 2026-11-20T12:00:00.000Z in 0.1 s with 9 AWS calls.',
      '',
    ].join('\n'),
  )
})

it('writes one valid report per line as JSON', async () => {
  const { out } = await runWith(['check', '--config', demo, '--app', 'storefront', '--json'], {
    staging: 'fail',
  })
  const reports = out
    .trim()
    .split('\n')
    .map((line) => DriftReport.parse(JSON.parse(line)))
  expect(reports.map(({ environmentId, status }) => [environmentId, status])).toEqual([
    ['production', 'ok'],
    ['staging', 'fail'],
    ['development', 'ok'],
  ])
})

it('explains a wrong configuration or command line and ends with 2', async () => {
  const missing = await runWith(['check', '--config', 'missing.yaml'])
  expect(missing).toMatchObject({ exitCode: 2, closed: 0, err: 'missing.yaml:1:1  there is no such file\n' })
  expect((await runWith(['validate', '--config', 'missing.yaml'])).exitCode).toBe(2)
  expect(await runWith(['check'])).toMatchObject({ exitCode: 2, err: expect.stringContaining('Usage:') })
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
