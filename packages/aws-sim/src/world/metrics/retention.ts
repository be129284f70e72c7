const DAY_MILLISECONDS = 86_400_000

/** How fine CloudWatch keeps what it was told: older data are there in longer stretches only. Finest first. */
export const retention = [
  { stretchSeconds: 1, keptMilliseconds: 3 * 3_600_000 },
  { stretchSeconds: 60, keptMilliseconds: 15 * DAY_MILLISECONDS },
  { stretchSeconds: 300, keptMilliseconds: 63 * DAY_MILLISECONDS },
  { stretchSeconds: 3600, keptMilliseconds: 455 * DAY_MILLISECONDS },
] as const

/** How long the stretches are in which data of an age are kept; null when they are kept no more. */
export const stretchAtAge = (ageMilliseconds: number): number | null =>
  retention.find(({ keptMilliseconds }) => ageMilliseconds < keptMilliseconds)?.stretchSeconds ?? null
