const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** The two largest units that matter: `48 s`, `3 min 20 s`, `2 h 14 min`, `5 d 3 h`. */
export const formatDuration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < minute) return `${whole} s`
  if (whole < hour) return pair(whole, minute, 'min', 1, 's')
  if (whole < day) return pair(whole, hour, 'h', minute, 'min')
  return pair(whole, day, 'd', hour, 'h')
}

const pair = (seconds: number, big: number, bigUnit: string, small: number, smallUnit: string): string => {
  const rest = Math.floor((seconds % big) / small)
  return `${Math.floor(seconds / big)} ${bigUnit}${rest > 0 ? ` ${rest} ${smallUnit}` : ''}`
}
