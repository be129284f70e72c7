import { z } from 'zod'

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** Seconds of `20s`, `15m`, `1h`, `7d` or a sum such as `1h30m`; null when the text is none. */
export function parseDurationSeconds(text: string): number | null {
  if (!/^(\d+[smhd])+$/.test(text)) return null
  return [...text.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (unitSeconds[unit ?? ''] ?? 0),
    0,
  )
}

/** A duration within bounds, read as seconds. The bounds are durations too, for the error's words. */
export const duration = (min: string, max: string) =>
  z
    .string('a duration such as 20s, 15m, 1h or 7d')
    .regex(/^(\d+[smhd])+$/, 'a duration such as 20s, 15m, 1h or 7d')
    .transform((text) => parseDurationSeconds(text) ?? 0)
    .refine(
      (seconds) => seconds >= (parseDurationSeconds(min) ?? 0) && seconds <= (parseDurationSeconds(max) ?? 0),
      `a duration from ${min} to ${max}`,
    )
