/** One line of the bench's table and of bench/results.json. */
export type BenchRow = {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What stands beside it in the same run, or the goal it is held against; null when it stands alone. */
  readonly comparedWith: string | null
}
