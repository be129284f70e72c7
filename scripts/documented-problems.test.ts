import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { problemStatus } from '@lockstep/shared-types/problem'
import { expect, test } from 'vitest'

const page = readFileSync(join(resolve(import.meta.dirname, '..'), 'docs/api.md'), 'utf8')

test('the documented problem codes are those that exist, each with its status', () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| (\d{3}) +\|/gm)]
  const documented = rows.map(([, code = '', status = '']): [string, number] => [code, Number(status)])
  expect(Object.fromEntries(documented)).toEqual(problemStatus)
  expect(documented).toHaveLength(Object.keys(problemStatus).length)
})
