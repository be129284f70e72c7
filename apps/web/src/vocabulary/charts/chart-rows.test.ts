import { describe, expect, test } from 'vitest'
import { valueAt } from './chart-line.ts'
import { chartRows, gapMark, gapsOf, rowsWithin } from './chart-rows.ts'
import { line, minute } from './testing/line.ts'

const window = { from: 0, to: minute(10) }

describe('chartRows', () => {
  test('a gap stays a gap and is never a zero', () => {
    expect(chartRows([line([90, null, 95])]).map(({ values }) => values['p95'])).toEqual([90, null, 95])
  })

  test('a period that is missing altogether breaks the line as well', () => {
    const rows = chartRows([
      { ...line([]), points: [0, 1, 5].map((at) => ({ at: minute(at), value: at + 1 })) },
    ])
    expect(rows.map(({ at, values }) => [at, values['p95']])).toEqual([
      [0, 1],
      [minute(1), 2],
      [minute(2), null],
      [minute(5), 6],
    ])
  })

  test('lines with different moments share one time line, each with its own gaps', () => {
    const rows = chartRows([line([1, 2, 3], 'baseline'), line([10], 'candidate')])
    expect(rows.map(({ values }) => values)).toEqual([
      { baseline: 1, candidate: 10 },
      { baseline: 2, candidate: null },
      { baseline: 3, candidate: null },
    ])
  })
})

describe('gapsOf', () => {
  test('a time in which no line has a value is a gap from the last value to the next', () => {
    const rows = chartRows([line([1, 2, null, null, 5, 6, 7, 8, 9, 10, 11])])
    expect(gapsOf(rows, window)).toEqual([{ from: minute(1), to: minute(4) }])
  })

  test('a gap of one line alone is no gap of the chart', () => {
    const rows = chartRows([
      line([1, null, 3, 4, 5, 6, 7, 8, 9, 10], 'a'),
      line([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 'b'),
    ])
    expect(gapsOf(rows, window)).toEqual([])
  })

  test('a minute that is not counted yet at the end is no gap, many of them are', () => {
    expect(gapsOf(chartRows([line([1, 2, 3, 4, 5, 6, 7, 8, 9, null])]), window)).toEqual([])
    expect(gapsOf(chartRows([line([1, 2, 3, 4, null, null, null, null, null, null])]), window)).toEqual([
      { from: minute(3), to: window.to },
    ])
  })
})

test('the ends of a line at a gap are marked, and a value without any line', () => {
  const rows = chartRows([line([1, 2, null, 5, null, 6, 7])])
  expect(rows.map((_, index) => gapMark(rows, index, 'p95'))).toEqual([
    null,
    'end',
    null,
    'alone',
    null,
    'end',
    null,
  ])
})

test('the only value of a window is seen as well', () => {
  const rows = chartRows([line([3])])
  expect(gapMark(rows, 0, 'p95')).toBe('alone')
})

test('a part of the window keeps one row beyond each edge, so that lines run to the edges', () => {
  const rows = chartRows([line([0, 1, 2, 3, 4, 5, 6])])
  const part = rowsWithin(rows, { from: minute(2.5), to: minute(4.5) })
  expect(part.map(({ at }) => at / minute(1))).toEqual([2, 3, 4, 5])
})

test('the value at a moment is that of its period, never a neighbour’s', () => {
  const measured = line([1, null, 3])
  expect(valueAt(measured, minute(0.5))).toBe(1)
  expect(valueAt(measured, minute(1.5))).toBeNull()
  expect(valueAt(measured, minute(9))).toBeNull()
})
