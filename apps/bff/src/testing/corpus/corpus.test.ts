import { expect, it } from 'vitest'
import { wrongAnswers } from './compare-answers.ts'
import { loadCases } from './load-cases.ts'

const cases = await loadCases()

/** Of `cases.md`; a case that has not been gathered yet is a gap that this list shows. */
const ringsOf = (ring: 'rules' | 'wire' | 'server') => cases.filter((one) => one[ring] !== undefined)

it('has every id once, and at least one ring for each case', () => {
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
  const empty = cases.filter(({ rules, wire, server }) => !rules && !wire && !server)
  expect(empty.map(({ id }) => id)).toEqual([])
  const unworldly = cases.filter(({ wire, server }) => server && !wire)
  expect(unworldly.map(({ id }) => `${id} has no world for the server`)).toEqual([])
  const counts = (['rules', 'wire', 'server'] as const).map((ring) => `${ring} ${ringsOf(ring).length}`)
  process.stdout.write(`corpus: ${cases.length} cases; ${counts.join(', ')}\n`)
})

it.each(ringsOf('rules').map((one) => [one.id, one.title, one] as const))(
  'rules: %s %s',
  async (_id, _title, one) => {
    expect(wrongAnswers(one, (await one.rules?.()) ?? {})).toEqual([])
  },
)
