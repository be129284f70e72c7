/** AWS refuses a signature that is this far from its own time; S3 allows fifteen minutes (its error RequestTimeTooSkewed). */
const allowedMilliseconds = 5 * 60_000

/** `20140325T143453Z`, as signatures carry their time. */
const signatureTime = /\b(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\b/g

/** What may tell how far two clocks are apart; see `clockDifference`. */
export type ClockEvidence = {
  /** Members of an S3 error: when the request was signed, and when S3 saw it. */
  readonly requestTime: unknown
  readonly serverTime: unknown
  readonly message: string
  /** `Date` of the refused answer, which came just now. */
  readonly dateHeader: string | undefined
}

/**
 * By how many milliseconds the clock that signed is ahead of AWS's; negative when it is behind; null when nothing tells.
 *
 * A refusal for the time and one for a wrong secret have the same name (InvalidSignatureException,
 * SignatureDoesNotMatch). What tells them apart is the times themselves: AWS puts that of the signature and its own into
 * the message, and its own into the `Date` header. They are compared as times; the words around them count for nothing.
 */
export function clockDifference(evidence: ClockEvidence, now: number): number | null {
  const { requestTime, serverTime, message, dateHeader } = evidence
  const [signed, seen] = [timeOf(requestTime), timeOf(serverTime)]
  if (signed !== null && seen !== null) return signed - seen
  const times = [...message.matchAll(signatureTime)].flatMap(([time]) => timeOf(time) ?? [])
  // The signature's, then the limit, then AWS's own; a limit alone is near enough.
  const [first, last] = [times[0], times.at(-1)]
  if (first !== undefined && last !== undefined && first !== last) return first - last
  const answered = timeOf(dateHeader)
  return answered === null ? null : now - answered
}

/** Whether a difference explains a refusal. */
export const isTooFar = (milliseconds: number | null): milliseconds is number =>
  milliseconds !== null && Math.abs(milliseconds) >= allowedMilliseconds

function timeOf(value: unknown): number | null {
  if (value instanceof Date) return value.getTime()
  if (typeof value !== 'string') return null
  const time = Date.parse(value.replace(signatureTime, '$1-$2-$3T$4:$5:$6Z'))
  return Number.isNaN(time) ? null : time
}
