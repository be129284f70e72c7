import type { VariantPeriod } from '../variant-window.ts'

/** Requests a period, share that fails from 0 to 1, usual p95 in milliseconds. */
export type Behaviour = { readonly requests: number; readonly errorRate: number; readonly p95: number }
export type Period = Omit<VariantPeriod, 'at'>

/** Periods of both variants: counts are Poisson, p95 swings the more the fewer requests there are. */
export function simulatePeriods(
  behaviour: { readonly baseline: Behaviour; readonly candidate: Behaviour },
  periods: number,
  random: () => number,
): { readonly baseline: Period[]; readonly candidate: Period[] } {
  const play = (one: Behaviour): Period => {
    const requests = poisson(one.requests, random)
    const swing = Math.exp((normal(random) * 1.2) / Math.sqrt(Math.max(requests, 1)) + normal(random) * 0.04)
    return {
      requests,
      errors: Math.min(requests, poisson(requests * one.errorRate, random)),
      p95: requests === 0 ? null : one.p95 * swing,
    }
  }
  const all = Array.from({ length: periods }, () => ({
    baseline: play(behaviour.baseline),
    candidate: play(behaviour.candidate),
  }))
  return { baseline: all.map(({ baseline }) => baseline), candidate: all.map(({ candidate }) => candidate) }
}

export const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

export function poisson(mean: number, random: () => number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)))
  const floor = Math.exp(-mean)
  let product = random()
  let count = 0
  while (product > floor) {
    product *= random()
    count += 1
  }
  return count
}
