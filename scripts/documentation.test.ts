import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { driftCheckIds } from '@lockstep/shared-types/drift'
import { preflightCheckIds } from '@lockstep/shared-types/preflight'
import { problemStatus } from '@lockstep/shared-types/problem'
import { releaseStepIds } from '@lockstep/shared-types/release'
import { describe, expect, test } from 'vitest'

/** The first two cells of each table row that begins with a word in code style. */
function rowsOf(page: string): readonly (readonly [string, string])[] {
  const text = readFileSync(join(resolve(import.meta.dirname, '..'), 'docs', page), 'utf8')
  return [...text.matchAll(/^\| `([a-z-]+)`[ †]*\| *([^|]*?) *\|/gm)].map(([, first = '', second = '']) => [
    first,
    second,
  ])
}

const documented = (page: string, known: readonly string[]): string[] =>
  rowsOf(page).flatMap(([name]) => (known.includes(name) ? [name] : []))

describe('the documents name what there is', () => {
  test('every problem code with its status', () => {
    const codes = rowsOf('api.md').map(([code, status]): [string, number] => [code, Number(status)])
    expect(Object.fromEntries(codes)).toEqual(problemStatus)
    expect(codes).toHaveLength(Object.keys(problemStatus).length)
  })

  test('every drift check, in the order of the screen', () => {
    expect(rowsOf('drift-checks.md').map(([name]) => name)).toEqual([...driftCheckIds])
  })

  test('every preflight check and every step of a release, in their order', () => {
    const steps = documented('releases.md', [...preflightCheckIds, ...releaseStepIds])
    expect(steps).toEqual([...preflightCheckIds, ...releaseStepIds])
  })
})
