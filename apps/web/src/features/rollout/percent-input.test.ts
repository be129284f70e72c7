import type { DriverLimits } from '@lockstep/shared-types/rollout'
import { describe, expect, test } from 'vitest'
import { aStage } from '../../vocabulary/rollout/testing/a-rollout.ts'
import { presetsOf, readPercent, sliderRange } from './percent-input.ts'

const any: DriverLimits = { percentages: null, maxPercent: 100, down: 'any', sentence: '' }
const native: DriverLimits = { percentages: [0, 20, 100], maxPercent: 100, down: 'zero-only', sentence: '' }
const bounds = (limits: DriverLimits, wantedPercent = 10) => ({ limits, wantedPercent })

describe('what is typed', () => {
  test.each([
    ['25', 25],
    [' 12.5 % ', 12.5],
    ['12,5', 12.5],
    ['0', 0],
    ['100', 100],
    ['0.25', 0.25],
    ['.5', 0.5],
    ['10.500', 10.5],
  ])('%s is the percentage %d', (text, percent) => {
    expect(readPercent(text, bounds(any))).toEqual({ percent, error: null })
  })

  test.each([
    ['', 'Type a percentage'],
    ['ten', '“ten” is not a number.'],
    ['1e2', 'not a number'],
    ['NaN', 'not a number'],
    ['-1', 'from 0 to 100'],
    ['100.01', 'from 0 to 100'],
    ['12.345', 'At most two decimals.'],
  ])('%s is refused with the reason', (text, reason) => {
    const { percent, error } = readPercent(text, bounds(any))
    expect(percent).toBeNull()
    expect(error).toContain(reason)
  })

  test('a driver of fixed steps names them', () => {
    expect(readPercent('30', bounds(native)).error).toBe('This driver can set only 0 %, 20 % and 100 %.')
    expect(readPercent('20', bounds(native)).percent).toBe(20)
  })

  test('a driver with a limit names it', () => {
    expect(readPercent('16', bounds({ ...any, maxPercent: 15 })).error).toBe('This driver goes up to 15 %.')
    expect(readPercent('15', bounds({ ...any, maxPercent: 15 })).percent).toBe(15)
  })

  test('a driver that goes down only to zero leaves that to its own button', () => {
    const free: DriverLimits = { ...any, down: 'zero-only' }
    expect(readPercent('5', bounds(free)).error).toContain('press To zero')
    expect(readPercent('0', bounds(free)).error).toContain('press To zero')
    expect(readPercent('20', bounds(free)).percent).toBe(20)
  })
})

test('presets are the usual steps and the stages, as far as the driver goes', () => {
  const stages = [aStage(10), aStage(33)]
  expect(presetsOf({ stages, ...bounds(any) })).toEqual([0, 1, 5, 10, 25, 33, 50, 100])
  expect(presetsOf({ stages, ...bounds({ ...any, maxPercent: 15 }) })).toEqual([0, 1, 5, 10])
  expect(presetsOf({ stages, ...bounds(native, 20) })).toEqual([20, 100])
})

test('the slider of a driver of fixed steps has no other positions', () => {
  const { max, percentOf, positionOf } = sliderRange(native)
  expect([0, 1, 2].map(percentOf)).toEqual([0, 20, 100])
  expect(max).toBe(2)
  expect(positionOf(100)).toBe(2)
  expect(positionOf(20)).toBe(1)
})

test('any other slider gives whole percentages up to the limit, and stands where a finer one was typed', () => {
  const { max, percentOf, positionOf } = sliderRange({ ...any, maxPercent: 15 })
  expect(max).toBe(15)
  expect(percentOf(12.4)).toBe(12)
  expect(positionOf(12.5)).toBe(12.5)
})
