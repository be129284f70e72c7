import type { MeasurementWindow } from './ports.ts'

/** The longer the window, the larger its periods: CloudWatch keeps minutes for 15 days, and a chart shows some hundred points. */
export function periodOf(hours: number): number {
  if (hours <= 3) return 60
  return hours <= 24 ? 300 : 900
}

/** The last hours in whole periods. The period that has not ended yet would show as a dip. */
export function lastWhole(now: Date, windowSeconds: number, periodSeconds: number): MeasurementWindow {
  const step = periodSeconds * 1000
  const to = Math.floor(now.getTime() / step) * step
  const length = Math.ceil(windowSeconds / periodSeconds) * step
  return { from: new Date(to - length), to: new Date(to), periodSeconds }
}
