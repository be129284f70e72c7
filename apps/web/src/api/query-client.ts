import { QueryClient } from '@tanstack/react-query'
import { ApiProblem, NoAnswer } from './api-problem.ts'

const retries = 3

/** Only what may pass by itself is tried again; a refusal is shown at once. */
export const shouldRetry = (failures: number, error: unknown): boolean => {
  if (failures >= retries) return false
  if (error instanceof NoAnswer) return error.transient
  return error instanceof ApiProblem && ['not-ready', 'too-many-requests'].includes(error.code)
}

/** Live events say what is new, so nothing is read again by age alone while the stream is open. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 60_000, gcTime: 10 * 60_000, retry: shouldRetry, networkMode: 'always' },
      // A repeat carries the same idempotency key, so it cannot act twice.
      mutations: { retry: shouldRetry, networkMode: 'always' },
    },
  })

/**
 * For pages: an error without any data goes to the part's boundary; with older data, that data stays.
 * Used with a skeleton while the data is undefined instead of Suspense, which React reveals at most every 300 ms.
 */
export const throwWithoutData = (
  _error: Error,
  query: { readonly state: { readonly data: unknown } },
): boolean => query.state.data === undefined
