const pad = (value: number): string => String(value).padStart(2, '0')

/** `04:09`, `2:04:09`, `6 d 03:00`: the same width while it counts, and zero when it is over. */
export const formatCountdown = (seconds: number): string => {
  const whole = Math.max(0, Math.ceil(seconds))
  const days = Math.floor(whole / 86_400)
  const hours = Math.floor((whole % 86_400) / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  if (days > 0) return `${days} d ${pad(hours)}:${pad(minutes)} h`
  if (hours > 0) return `${hours}:${pad(minutes)}:${pad(whole % 60)}`
  return `${pad(minutes)}:${pad(whole % 60)}`
}

/** Seconds from now until the moment; negative when it is over. */
export const secondsUntil = (iso: string, nowMilliseconds: number): number =>
  (Date.parse(iso) - nowMilliseconds) / 1000
