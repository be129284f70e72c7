import { expect, it } from 'vitest'
import { defineCommand } from './cli-command.ts'
import { run } from './run.ts'

type Given = { readonly values: object; readonly operands: readonly string[] }

async function runWith(args: readonly string[]) {
  const written = { out: '', err: '' }
  const given: Given[] = []
  const look = defineCommand({
    name: 'look',
    usage: '  lockstep look FOLDER --config FILE [--json]\n',
    options: { config: { type: 'string' }, json: { type: 'boolean' } },
    required: ['config'],
    operands: ['FOLDER'],
    run: async (all) => {
      given.push(all)
      return 7
    },
  })
  const exitCode = await run([look], args, {
    variables: {},
    output: {
      out: (text) => void (written.out += text),
      err: (text) => void (written.err += text),
      paint: (text) => text,
      width: null,
    },
  })
  return { ...written, exitCode, given }
}

it('gives a command its options and operands, and takes its exit code', async () => {
  const { given, exitCode, err } = await runWith(['look', 'dist', '--config=a.yaml', '--json'])
  expect({ exitCode, err }).toEqual({ exitCode: 7, err: '' })
  expect(given).toEqual([{ values: { config: 'a.yaml', json: true }, operands: ['dist'] }])
})

it.each([['--help'], ['help'], ['-h'], ['look', '--help']])('helps at %j', async (...args) => {
  expect(await runWith(args)).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('lockstep look'),
    given: [],
  })
})

it.each([
  [[], 'lockstep: no command given'],
  [['deploy'], 'lockstep: unknown command deploy'],
  [['look', 'dist'], 'lockstep look: --config is needed'],
  [['look', '--config', 'a.yaml'], 'lockstep look: FOLDER is needed'],
  [['look', 'dist', 'more', '--config', 'a.yaml'], 'lockstep look: unexpected argument more'],
  [['look', 'dist', '--conf', 'a.yaml'], "lockstep look: Unknown option '--conf'"],
])('refuses %j with what is wrong and the help', async (args, message) => {
  const { exitCode, err, given } = await runWith(args)
  expect({ exitCode, given }).toEqual({ exitCode: 2, given: [] })
  expect(err).toContain(message)
  expect(err).toContain('Usage:\n  lockstep look')
})
