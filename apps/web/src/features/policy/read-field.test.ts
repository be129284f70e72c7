import { describe, expect, test } from 'vitest'
import { readDuration, readLimit, readNumber, writeDuration } from './read-field.ts'

describe('a number', () => {
  test('may be written with a point or a comma', () => {
    expect(readNumber(' 0,5 ').value).toBe(0.5)
    expect(readNumber('.25').value).toBe(0.25)
  })

  test.each(['', 'two', '1e3', '1 2', '5 %'])('is not %j', (text) => {
    expect(readNumber(text).error).not.toBeNull()
  })
})

describe('a limit', () => {
  test.each([
    ['101', 'error-rate', 'A percentage is at most 100.'],
    ['-1', 'latency-p95', 'A limit is 0 or more.'],
    ['3600001', 'latency-p95', 'At most an hour, 3,600,000 ms.'],
    ['1000000001', 'requests', 'At most 1,000,000,000.'],
  ] as const)('%s is refused for %s', (text, metric, error) => {
    expect(readLimit(text, metric)).toEqual({ value: null, error })
  })

  test('is taken in the unit of its metric', () => {
    expect(readLimit('2000', 'latency-p95').value).toBe(2000)
    expect(readLimit('100', 'error-rate').value).toBe(100)
  })
})

describe('a time', () => {
  test.each([
    ['90 s', 90],
    ['30min', 1800],
    ['1 d 12 h', 129_600],
    ['2W', 1_209_600],
    ['0', 0],
  ] as const)('%s is %d seconds', (text, seconds) => {
    expect(readDuration(text).value).toBe(seconds)
  })

  test.each(['', '7', '7 days', 'd', '1 h and more', '-1 h'])('is not %j', (text) => {
    expect(readDuration(text).error).not.toBeNull()
  })

  test.each([0, 59, 60, 3600, 90_061, 604_800, 1_209_601])(
    '%d seconds are written so that they read as the same',
    (seconds) => {
      expect(readDuration(writeDuration(seconds)).value).toBe(seconds)
    },
  )
})
