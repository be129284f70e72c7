import { expect, test } from 'vitest'
import { readFlags, readPort } from './start-options.ts'

test.each([
  [undefined, 4600],
  ['0', 0],
  ['65535', 65_535],
])('PORT %j gives %d', (variable, port) => {
  expect(readPort(variable, 4600)).toEqual({ ok: true, value: port })
})

test.each(['', ' ', 'abc', '-1', '70000', '80.5', '1e3', '0x50'])(
  'PORT %j is refused, and no other port is taken in its place',
  (variable) => {
    expect(readPort(variable, 4600)).toMatchObject({ ok: false, problem: { code: 'bad-request' } })
  },
)

test('the configuration file is named by --config', () => {
  expect(readFlags(['--config', 'a.yaml'])).toEqual({ ok: true, value: { config: 'a.yaml' } })
  expect(readFlags([])).toMatchObject({ value: { config: 'lockstep.yaml' } })
})

test.each([[['--confg', 'a.yaml']], [['a.yaml']], [['--config']]])(
  'arguments that are not known are refused in words: %j',
  (args) => {
    const flags = readFlags(args)
    expect(flags.ok ? null : flags.problem.remedy).toContain('--config FILE')
  },
)
