const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** Decimal units, as AWS and browsers show them: `1.4 MB`. */
export const formatBytes = (bytes: number): string => {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const value = bytes / 1000 ** power
  const digits = power === 0 || value >= 100 ? 0 : 1
  return `${value.toFixed(digits)} ${units[power]}`
}
