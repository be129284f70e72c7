const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** `just now`, `12 s ago`, `4 min ago`, `2 h ago`, `3 d ago`; after a month the date. Future moments read `in 4 min`. */
export const formatRelativeTime = (iso: string, nowMilliseconds: number): string => {
  const seconds = Math.round((nowMilliseconds - Date.parse(iso)) / 1000)
  const distance = Math.abs(seconds)
  if (distance < 5) return 'just now'
  if (distance >= 30 * day) return formatDate(iso)
  return seconds > 0 ? `${largestUnit(distance)} ago` : `in ${largestUnit(distance)}`
}

/** How long since: `12 s`, `4 min`, `2 h 14 min`, `3 d 5 h`. */
export const formatAge = (iso: string, nowMilliseconds: number): string => {
  const seconds = Math.max(0, Math.floor((nowMilliseconds - Date.parse(iso)) / 1000))
  if (seconds < hour) return largestUnit(seconds)
  const [big, small, bigUnit, smallUnit] = seconds < day ? [hour, minute, 'h', 'min'] : [day, hour, 'd', 'h']
  const rest = Math.floor((seconds % big) / small)
  return `${Math.floor(seconds / big)} ${bigUnit}${rest > 0 ? ` ${rest} ${smallUnit}` : ''}`
}

const largestUnit = (seconds: number): string => {
  if (seconds < minute) return `${seconds} s`
  if (seconds < hour) return `${Math.floor(seconds / minute)} min`
  if (seconds < day) return `${Math.floor(seconds / hour)} h`
  return `${Math.floor(seconds / day)} d`
}

const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const full = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
})
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** `20 Nov 2026`, in the reader's time zone. */
export const formatDate = (iso: string): string => date.format(new Date(iso))

/** `20 Nov 2026, 13:15:28 UTC`, in the reader's time zone and naming it. */
export const formatFullTime = (iso: string): string => full.format(new Date(iso))

/** `13:15`, in the reader's time zone. */
export const formatClock = (at: string | number): string => clock.format(new Date(at))

const seconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** `13:15:28`, in the reader's time zone. */
export const formatSeconds = (iso: string): string => seconds.format(new Date(iso))
