import type { Threshold } from '@lockstep/shared-types/measurement'
import { describe, expect, test } from 'vitest'
import { changesBetween, changeText } from './changes.ts'
import { checkRows, redoThresholds, thresholdEntries, toRows, toThresholds } from './threshold-draft.ts'

const threshold = (
  level: Threshold['level'],
  limit: number,
  comparison: Threshold['comparison'] = 'above',
): Threshold => ({ metric: 'latency-p95', level, comparison, limit })
const usual = [threshold('warning', 1000), threshold('critical', 2000)]

describe('checkRows', () => {
  test('a warning above its critical limit is refused, at the field of the warning', () => {
    const errors = checkRows(toRows([threshold('warning', 3000), threshold('critical', 2000)]))
    expect([...errors.keys()]).toEqual(['0.limit'])
    expect(errors.get('0.limit')).toContain('critical limit of 2 s')
  })

  test('below, it is the other way round', () => {
    const hosts = (warning: number, critical: number) =>
      checkRows(toRows([threshold('warning', warning, 'below'), threshold('critical', critical, 'below')]))
    expect(hosts(3, 1).size).toBe(0)
    expect(hosts(1, 3).has('0.limit')).toBe(true)
  })

  test('equal limits, and those on different sides, are allowed', () => {
    expect(checkRows(toRows([threshold('warning', 2000), threshold('critical', 2000)])).size).toBe(0)
    expect(checkRows(toRows([threshold('warning', 3000), threshold('critical', 2, 'below')])).size).toBe(0)
  })

  test('the same metric, level and side twice is refused at the second', () => {
    expect([...checkRows(toRows([threshold('critical', 1), threshold('critical', 2)])).keys()]).toEqual([
      '1.level',
    ])
  })

  test('what cannot be read is refused, and leaves the others alone', () => {
    const rows = toRows(usual).map((row, index) => (index === 0 ? { ...row, limit: 'fast' } : row))
    expect([...checkRows(rows).keys()]).toEqual(['0.limit'])
    expect(toThresholds(rows)).toEqual([usual[1]])
  })
})

test('what is in force becomes rows and the same limits again', () => {
  expect(toThresholds(toRows(usual))).toEqual(usual)
})

test('changes say the old and the new value, what is new and what is gone', () => {
  const after = [threshold('warning', 800), threshold('critical', 5, 'below')]
  expect(changesBetween(thresholdEntries(usual), thresholdEntries(after)).map(changeText)).toEqual([
    'p95 latency, warning: above 1 s → above 800 ms',
    'p95 latency, critical below: below 5 ms, new',
    'p95 latency, critical: removed, was above 2 s',
  ])
})

describe('redoThresholds', () => {
  const theirs = [threshold('warning', 900), threshold('critical', 2000)]

  test('keeps what they changed where I changed nothing', () => {
    const mine = [threshold('warning', 1000), threshold('critical', 1500)]
    expect(redoThresholds(usual, mine, theirs)).toEqual([
      threshold('warning', 900),
      threshold('critical', 1500),
    ])
  })

  test('takes mine where both changed the same', () => {
    expect(
      redoThresholds(usual, [threshold('warning', 700), threshold('critical', 2000)], theirs)[0],
    ).toEqual(threshold('warning', 700))
  })

  test('what I removed stays removed, what they added stays', () => {
    const added = threshold('critical', 3, 'below')
    expect(redoThresholds(usual, [threshold('critical', 2000)], [...usual, added])).toEqual([
      threshold('critical', 2000),
      added,
    ])
  })
})
