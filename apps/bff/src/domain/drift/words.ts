/** `2026-11-20 12:56 UTC`: the same words on every screen and terminal, whatever the reader's time zone. */
export const moment = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`

/** ` since 2026-11-20 12:56 UTC`, or nothing when the time is not known. */
export const sinceMoment = (iso: string | null): string => (iso === null ? '' : ` since ${moment(iso)}`)

/** A span in its two largest units, such as `2 h 5 min`. */
export function span(seconds: number): string {
  // Clocks differ: what has just begun may seem to begin in a moment.
  const whole = Math.max(0, Math.round(seconds))
  const days = Math.floor(whole / 86_400)
  const hours = Math.floor((whole % 86_400) / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`
  if (minutes > 0) return whole % 60 > 0 ? `${minutes} min ${whole % 60} s` : `${minutes} min`
  return `${whole} s`
}

/** `1 task`, `2 tasks`. */
export const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`

/** A digest short enough to read aloud. */
export const shortDigest = (digest: string): string => digest.slice(0, 'sha256:'.length + 12)

/** `storefront:42` of a task definition's ARN. */
export const shortTaskDefinition = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)

/** Others end their sentences themselves. */
export const withoutFullStop = (text: string): string => text.replace(/\.+$/, '')
