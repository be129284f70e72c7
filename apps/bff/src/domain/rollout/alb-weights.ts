/** The weights of the two target groups in one forward action: integers from 0 to 999. */
export type AlbWeights = { readonly main: number; readonly candidate: number }

const mostWeight = 999

/**
 * The weights that give the candidate `percent` of the requests. Whole percentages and those with one decimal are exact;
 * of those with two, the nearest ratio, which reads back as the same percentage. Null when there is none: below 0.1 %,
 * above 99.9 %, and a few hundredths beside 1/2, 1/3, 1/4 and the like, such as 50.01 %.
 */
export function albWeights(percent: number): AlbWeights | null {
  const hundredths = Math.round(percent * 100)
  for (const total of [100, 1000]) {
    const candidate = (hundredths * total) / 10_000
    if (Number.isInteger(candidate) && fits(candidate, total)) return { main: total - candidate, candidate }
  }
  let nearest: AlbWeights | null = null
  let smallestError = Infinity
  for (let total = 2; total <= 2 * mostWeight; total += 1) {
    const candidate = Math.round((hundredths * total) / 10_000)
    const error = Math.abs(candidate / total - hundredths / 10_000)
    if (!fits(candidate, total) || error >= smallestError) continue
    nearest = { main: total - candidate, candidate }
    smallestError = error
  }
  return nearest !== null && percentOfWeights(nearest) === hundredths / 100 ? nearest : null
}

const fits = (candidate: number, total: number): boolean =>
  candidate <= mostWeight && total - candidate <= mostWeight

/** The candidate's share in percent, with two decimals; null when both weights are 0, which serves nobody. */
export function percentOfWeights({ main, candidate }: AlbWeights): number | null {
  if (main + candidate === 0) return null
  return Math.round((candidate / (main + candidate)) * 10_000) / 100
}

/** The nearest percentage that weights can give; itself when they can give it. */
export function nearestAlbPercent(percent: number): number {
  const hundredths = Math.round(percent * 100)
  for (let away = 0; away <= 10_000; away += 1)
    for (const near of [hundredths - away, hundredths + away])
      if (near >= 0 && near <= 10_000 && albWeights(near / 100) !== null) return near / 100
  return 0
}
