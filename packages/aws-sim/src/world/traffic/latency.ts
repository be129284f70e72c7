import type { Random } from '../random.ts'

export type LatencySample = { readonly milliseconds: number; readonly count: number }

/** Quantiles at which a log-normal distribution is sampled, as standard normal values; dense in the tail. */
const quantiles = [-1.64, -1.04, -0.67, -0.39, -0.13, 0.13, 0.39, 0.67, 1.04, 1.28, 1.64, 1.88, 2.33, 2.88]
/** The share of requests that each stands for. */
const shares = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.08, 0.06, 0.03, 0.015, 0.01, 0.005]
/** Spread of the log-normal: the 95th percentile is about 2.1 times the median. */
const spread = 0.45

/** Latencies of `count` requests around a median: many requests by quantiles, few one by one. */
export const sampleLatencies = (random: Random, median: number, count: number): LatencySample[] => {
  const jitter = (): number => 1 + (random.next() - 0.5) * 0.06
  const at = (z: number): number => median * Math.exp(spread * z) * jitter()
  if (count < 60)
    return Array.from({ length: count }, () => {
      const z = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
      return { milliseconds: at(z), count: 1 }
    })
  let given = 0
  const samples = quantiles.map((z, index) => {
    const part = Math.round(count * (shares[index] ?? 0))
    given += part
    return { milliseconds: at(z), count: part }
  })
  return [...samples, { milliseconds: at(0), count: count - given }].filter((sample) => sample.count > 0)
}
