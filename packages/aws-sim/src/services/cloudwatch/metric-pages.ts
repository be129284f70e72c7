import type { MetricDataResult } from '@aws-sdk/client-cloudwatch'
import { startOf, tokenFor } from '../paging.ts'

/** Cuts results into pages of `limit` datapoints; a result that goes on in the next page is `PartialData`. */
export const pageOfResults = (
  results: readonly MetricDataResult[],
  token: string | undefined,
  limit: number,
): { readonly MetricDataResults: MetricDataResult[]; readonly NextToken: string | undefined } => {
  const start = startOf(token, 'InvalidNextToken')
  const end = start + limit
  let before = 0
  const cut = results.flatMap((result) => {
    const count = result.Values?.length ?? 0
    const [from, to] = [Math.max(0, start - before), Math.min(count, end - before)]
    const isHere = to > from || (count === 0 && before >= start && before < end)
    before += count
    if (!isHere) return []
    const StatusCode = to < count ? ('PartialData' as const) : ('Complete' as const)
    return [
      {
        ...result,
        Timestamps: result.Timestamps?.slice(from, to),
        Values: result.Values?.slice(from, to),
        StatusCode,
      },
    ]
  })
  const NextToken = before > end ? tokenFor(end) : undefined
  return { MetricDataResults: cut, NextToken }
}
