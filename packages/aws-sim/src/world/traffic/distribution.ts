import type { Random } from '../random.ts'

/** A standard normal value (Box–Muller). */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())

/** How many of `trials` come out, each with `probability`: exact for few, by normal approximation for many. */
export const binomial = (random: Random, trials: number, probability: number): number => {
  if (probability <= 0 || trials === 0) return 0
  if (probability >= 1) return trials
  const mean = trials * probability
  const variance = mean * (1 - probability)
  if (trials > 60 && variance > 9)
    return Math.min(trials, Math.max(0, Math.round(mean + normal(random) * Math.sqrt(variance))))
  // Jumps from hit to hit (geometric gaps), so that rare events cost little.
  const logMiss = Math.log(1 - probability)
  let hits = 0
  for (let at = 0; ; hits += 1) {
    at += Math.floor(Math.log(1 - random.next()) / logMiss) + 1
    if (at > trials) return hits
  }
}

/** How many events come when `mean` are expected. */
export const poisson = (random: Random, mean: number): number => {
  if (mean > 30) return Math.max(0, Math.round(mean + normal(random) * Math.sqrt(mean)))
  const limit = Math.exp(-mean)
  let product = random.next()
  let count = 0
  while (product > limit) {
    product *= random.next()
    count += 1
  }
  return count
}

/** Splits `total` over shares by their weights; the parts add up to `total`. */
export const split = (random: Random, total: number, weights: readonly number[]): readonly number[] => {
  let rest = total
  let weight = weights.reduce((sum, own) => sum + own, 0)
  return weights.map((own) => {
    const part = weight <= 0 ? 0 : binomial(random, rest, Math.min(1, own / weight))
    rest -= part
    weight -= own
    return part
  })
}

/** Requests per second at a time of day: low at four in the morning, high in the afternoon, mean 1. */
export const dailyCurve = (at: number): number => {
  const hours = (at / 3_600_000) % 24
  return 1 + 0.35 * Math.sin(((hours - 10) / 24) * 2 * Math.PI)
}
