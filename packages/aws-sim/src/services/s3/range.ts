import { AwsError } from '../../wire/aws-error.ts'

/** First and last byte, both included. */
export type ByteRange = { readonly first: number; readonly last: number }

/**
 * Reads a `Range` header with one range. Null when there is none or when it is not understood: the whole is served then.
 * `InvalidRange` when it begins beyond the end.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match) return null
  const [, from = '', to = ''] = match
  if (from === '' && to === '') return null
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && from !== '' && Number(to) < first) return null
  if (first >= size) throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416)
  return { first, last }
}
