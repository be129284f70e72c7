/** The value in the middle; of an even number, the higher of the two. Zero of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits))
