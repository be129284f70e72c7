const count = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const compactCount = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 })

/** `12,480`, at most one decimal. */
export const formatCount = (value: number): string => count.format(value)

/** `12.5k`, for axes. */
export const formatCompactCount = (value: number): string => compactCount.format(value)

/** Two decimals below 1 %, one below 10, none above: `0.08 %`, `1.4 %`, `23 %`. */
export const formatPercent = (value: number): string =>
  `${value.toFixed(value === 0 || value >= 10 ? 0 : value < 1 ? 2 : 1)} %`

/** `380 ms`, `1.25 s`. */
export const formatMilliseconds = (value: number): string =>
  value < 1000 ? `${Math.round(value)} ms` : `${Number((value / 1000).toFixed(2))} s`

/** `1 task`, `2 tasks`. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${formatCount(value)} ${value === 1 ? one : many}`

/** A share as it was set, at most two decimals: `12.5 %`, `0.25 %`. */
export const formatShare = (percent: number): string => `${Number(percent.toFixed(2))} %`
