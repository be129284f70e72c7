export type PeriodSpan = {
  /** Milliseconds since the epoch. */
  readonly from: number
  /** Exclusive. */
  readonly to: number
  readonly periodSeconds: number
}

export type OverPeriods = {
  /** Values of periods by their start; `make` is asked only for those that are not known. `key` names what is made. */
  recall(
    key: string,
    span: PeriodSpan,
    make: (from: number, to: number) => Iterable<readonly [number, number]>,
  ): Map<number, number>
  /** Something is recorded at that moment: what was known of it holds no longer. */
  touch(at: number): void
}

type Kept = { until: number; from: number; readonly values: Map<number, number> }

/** Most is recorded within this time; what comes later makes everything be computed anew. */
const openMilliseconds = 120_000

/** Remembers what periods that are over came to: whoever looks at the last week again and again asks for the same. */
export function createOverPeriods(now: () => number): OverPeriods {
  const kept = new Map<string, Kept>()
  let keptUntil = Number.NEGATIVE_INFINITY

  return {
    recall(key, { from, to, periodSeconds }, make) {
      const period = periodSeconds * 1000
      const first = Math.floor(from / period) * period
      const over = Math.floor(Math.min(to, now() - openMilliseconds) / period) * period
      const known = kept.get(key)
      const own =
        known !== undefined && known.from <= first && known.until >= first
          ? known
          : { from: first, until: first, values: new Map<number, number>() }
      for (const start of own.values.keys()) {
        if (start >= first) break
        own.values.delete(start)
      }
      own.from = first
      if (over > own.until) {
        for (const [start, value] of make(own.until, over)) own.values.set(start, value)
        own.until = over
      }
      kept.set(key, own)
      keptUntil = Math.max(keptUntil, own.until)
      const values = new Map([...own.values].filter(([start]) => start < to))
      if (own.until < to) for (const [start, value] of make(own.until, to)) values.set(start, value)
      return values
    },
    touch(at) {
      if (at >= keptUntil) return
      kept.clear()
      keptUntil = Number.NEGATIVE_INFINITY
    },
  }
}
