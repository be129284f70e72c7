import { z } from 'zod'

/** A share of traffic or users in percent, 0 to 100, at most two decimals. */
export const Percent = z
  .number('a percentage, a number from 0 to 100')
  .min(0, 'at least 0 %')
  .max(100, 'at most 100 %')
  .refine((percent) => Math.abs(percent * 100 - Math.round(percent * 100)) < 1e-6, 'at most two decimals')
export type Percent = z.infer<typeof Percent>
