import { describe, expect, test } from 'vitest'
import { clampView, hoursSince, keptView, moveCursor, nearest, timeTicks, zoomAround } from './chart-time.ts'
import { minute } from './testing/line.ts'

const window = { from: 0, to: minute(180) }

describe('zoom', () => {
  test('twice as near keeps the moment under the cursor in its place', () => {
    expect(zoomAround(window, window, minute(45), 0.5)).toEqual({ from: minute(22.5), to: minute(112.5) })
  })

  test('wider than the window is the window', () => {
    expect(zoomAround({ from: minute(10), to: minute(120) }, window, minute(60), 2)).toBeNull()
  })

  test('it never leaves the window, and never shows less than five minutes', () => {
    expect(clampView({ from: minute(-30), to: minute(30) }, window)).toEqual({ from: 0, to: minute(60) })
    expect(clampView({ from: minute(179), to: minute(180) }, window)).toEqual({
      from: minute(175),
      to: minute(180),
    })
  })

  test('it outlives new data, until what it shows has left the window', () => {
    const view = { from: minute(0), to: minute(30) }
    expect(keptView(view, { from: minute(1), to: minute(181) })).toEqual({ from: minute(1), to: minute(31) })
    expect(keptView(view, { from: minute(30), to: minute(210) })).toBeNull()
  })
})

describe('the cursor', () => {
  const moments = [0, 1, 2, 3, 4].map(minute)

  test('arrows go to the neighbours and stop at the ends', () => {
    expect(moveCursor(moments, minute(2), 'ArrowLeft')).toBe(minute(1))
    expect(moveCursor(moments, minute(4), 'ArrowRight')).toBe(minute(4))
    expect(moveCursor(moments, minute(2), 'Home')).toBe(0)
    expect(moveCursor(moments, minute(2), 'PageDown')).toBe(0)
  })

  test('the first press shows the newest moment', () => {
    expect(moveCursor(moments, null, 'ArrowLeft')).toBe(minute(4))
  })

  test('other keys do not move it, and without moments nothing does', () => {
    expect(moveCursor(moments, minute(2), 'a')).toBeNull()
    expect(moveCursor([], null, 'ArrowLeft')).toBeNull()
  })

  test('a pointer finds the nearest moment', () => {
    expect(nearest(moments, minute(2.4))).toBe(minute(2))
    expect(nearest([], 5)).toBeNull()
  })
})

test('ticks stand at round times of the reader’s clock, at most so many', () => {
  const from = minute(7)
  expect(timeTicks({ from, to: from + minute(60) }, 6, 0)).toEqual([10, 20, 30, 40, 50, 60].map(minute))
  // Half an hour off, as in India: noon there is not on the hour here.
  expect(timeTicks({ from: 0, to: minute(12 * 60) }, 6, minute(330))[0]).toBe(minute(30))
  expect(timeTicks({ from: 0, to: minute(72 * 60) }, 6, 0).length).toBeLessThanOrEqual(7)
})

test('the window is the smallest that shows all since the beginning', () => {
  const hoursAfter = (minutes: number) => hoursSince(new Date(0).toISOString(), minute(minutes))
  expect([5, 50, 200, 60 * 24, 60 * 24 * 30].map(hoursAfter)).toEqual([1, 3, 24, 72, 72])
})
