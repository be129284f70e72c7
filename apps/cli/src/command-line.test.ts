import { expect, it } from 'vitest'
import { parseCommandLine } from './command-line.ts'

it('reads a check with all its options', () => {
  const args = ['check', '--config', 'a.yaml', '--app', 'shop', '--env=production', '--json']
  expect(parseCommandLine(args)).toEqual({
    ok: true,
    command: {
      name: 'check',
      config: 'a.yaml',
      applicationId: 'shop',
      environmentId: 'production',
      json: true,
    },
  })
})

it('checks everything when nothing is chosen', () => {
  expect(parseCommandLine(['check', '--config', 'a.yaml'])).toMatchObject({
    command: { applicationId: null, environmentId: null, json: false },
  })
})

it('reads validate and help', () => {
  expect(parseCommandLine(['validate', '--config', 'a.yaml'])).toMatchObject({
    command: { name: 'validate' },
  })
  expect(parseCommandLine(['--help'])).toMatchObject({ command: { name: 'help' } })
})

it.each([
  [[], 'no command given'],
  [['deploy'], 'unknown command deploy'],
  [['check'], '--config FILE is needed'],
  [['check', 'production', '--config', 'a.yaml'], 'unexpected argument production'],
  [['validate', '--config', 'a.yaml', '--json'], 'validate takes no --json'],
  [['check', '--conf', 'a.yaml'], "Unknown option '--conf'"],
])('refuses %j', (args, message) => {
  expect(parseCommandLine(args)).toMatchObject({ ok: false, message: expect.stringContaining(message) })
})
