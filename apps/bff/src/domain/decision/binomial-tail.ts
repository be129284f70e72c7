/** Natural logarithm of n!, exact for small n, by Stirling's series beyond. */
function logFactorial(n: number): number {
  if (n < 2) return 0
  if (n < 20) return Array.from({ length: n - 1 }, (_, i) => Math.log(i + 2)).reduce((a, b) => a + b, 0)
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3)
}

/** Chance of `hits` or more of `n` when each happens with `rate`: the exact binomial tail. */
export function binomialTail(n: number, hits: number, rate: number): number {
  if (hits <= 0) return 1
  if (hits > n || rate <= 0) return 0
  if (rate >= 1) return 1
  let sum = 0
  for (let k = hits; k <= n; k += 1) {
    const term = Math.exp(
      logFactorial(n) -
        logFactorial(k) -
        logFactorial(n - k) +
        k * Math.log(rate) +
        (n - k) * Math.log1p(-rate),
    )
    sum += term
    // Beyond the mean the terms only shrink.
    if (k > n * rate && term < sum * 1e-12) break
  }
  return Math.min(1, sum)
}
