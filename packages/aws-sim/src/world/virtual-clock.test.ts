import { describe, expect, test, vi } from 'vitest'
import { createVirtualClock } from './virtual-clock.ts'

const start = Date.UTC(2025, 8, 29, 10)

function manualClock() {
  return createVirtualClock({ startAt: start, manual: true })
}

describe('a manual clock', () => {
  test('stands still until it is advanced', () => {
    const clock = manualClock()
    expect(clock.now()).toBe(start)
    clock.advance(1500)
    expect(clock.date().toISOString()).toBe('2025-09-29T10:00:01.500Z')
  })

  test('runs what falls due in order of time, and of arrival at the same time, each at its own moment', () => {
    const clock = manualClock()
    const ran: string[] = []
    const say = (name: string) => () => ran.push(`${name}@${clock.now() - start}`)
    clock.after(300, say('late'))
    clock.after(100, say('first'))
    clock.after(100, say('second'))
    clock.after(5000, say('never'))
    clock.advance(1000)
    expect(ran).toEqual(['first@100', 'second@100', 'late@300'])
    expect(clock.now()).toBe(start + 1000)
  })

  test('runs what was scheduled meanwhile when it falls due within the same advance', () => {
    const clock = manualClock()
    const ran: number[] = []
    clock.after(100, () => clock.after(100, () => ran.push(clock.now() - start)))
    clock.advance(250)
    expect(ran).toEqual([200])
  })

  test('repeats at the period, without drift, until cancelled from within', () => {
    const clock = manualClock()
    const ran: number[] = []
    const cancel = clock.every(100, () => {
      ran.push(clock.now() - start)
      if (ran.length === 3) cancel()
    })
    clock.advance(1000)
    expect(ran).toEqual([100, 200, 300])
  })

  test('does not run what was cancelled, and cancelling after it ran harms nothing', () => {
    const clock = manualClock()
    const act = vi.fn<() => void>()
    const cancel = clock.after(100, act)
    const other = vi.fn<() => void>()
    clock.after(100, other)
    cancel()
    clock.advance(100)
    cancel()
    expect(act).not.toHaveBeenCalled()
    expect(other).toHaveBeenCalledOnce()
  })

  test('keeps many entries in order', () => {
    const clock = manualClock()
    const ran: number[] = []
    const delays = Array.from({ length: 500 }, (_, index) => (index * 7919) % 1009)
    for (const delay of delays) clock.after(delay, () => ran.push(delay))
    clock.advance(2000)
    expect(ran).toEqual(delays.toSorted((left, right) => left - right))
  })
})

describe('a running clock', () => {
  test('follows real time at its speed and runs what is due', async () => {
    const clock = createVirtualClock({ startAt: start, speed: 1000 })
    const ranAt = await new Promise<number>((resolve) => clock.after(5000, () => resolve(clock.now())))
    expect(ranAt).toBeGreaterThanOrEqual(start + 5000)
    expect(clock.now()).toBeGreaterThanOrEqual(start + 5000)
    clock.stop()
  })

  test('can be run ahead as well', () => {
    const clock = createVirtualClock({ startAt: start })
    const act = vi.fn<() => void>()
    clock.after(3_600_000, act)
    clock.advance(3_600_000)
    expect(act).toHaveBeenCalledOnce()
    expect(clock.now()).toBeGreaterThanOrEqual(start + 3_600_000)
    clock.stop()
  })

  test('forgets what was scheduled when it stops', () => {
    const clock = createVirtualClock({ startAt: start })
    const act = vi.fn<() => void>()
    clock.after(100, act)
    clock.stop()
    clock.advance(1000)
    expect(act).not.toHaveBeenCalled()
  })
})
