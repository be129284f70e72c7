import { QueryObserver, type QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { createQueryClient } from './query-client.ts'
import { outdate, rememberAnswer } from './outdate.ts'

const queryKey = ['release', 'r1']

type Status = { readonly status: string }

/** A page that shows what the server says, which is a queue of answers; the last one stays. */
function show(client: QueryClient, answers: (Status | Promise<Status>)[]) {
  const queryFn = vi.fn<() => Status | Promise<Status>>(() => {
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (answer === undefined) throw new Error('no answer')
    return answer
  })
  const observer = new QueryObserver(client, { queryKey, queryFn })
  const close = observer.subscribe(() => undefined)
  return { queryFn, close, shown: () => client.getQueryData<Status>(queryKey)?.status }
}

test('an answer to an action that is older than the news before it is read again when it is shown', async () => {
  const client = createQueryClient()
  // The release ended before its page was open, and before the answer that it is queued had come.
  outdate(client, queryKey)
  rememberAnswer(client, queryKey, { status: 'queued' })
  const page = show(client, [{ status: 'succeeded' }])
  expect(page.shown()).toBe('queued')
  await expect.poll(page.shown).toBe('succeeded')
  expect(page.queryFn).toHaveBeenCalledOnce()
  page.close()
})

test('news that comes while the first reading is under way makes it read again', async () => {
  const client = createQueryClient()
  const first = Promise.withResolvers<Status>()
  const page = show(client, [first.promise, { status: 'succeeded' }])
  outdate(client, queryKey)
  first.resolve({ status: 'queued' })
  await expect.poll(page.shown).toBe('succeeded')
  expect(page.queryFn).toHaveBeenCalledTimes(2)
  page.close()
})

test('what is not shown is not read', async () => {
  const client = createQueryClient()
  const page = show(client, [{ status: 'running' }])
  await expect.poll(page.shown).toBe('running')
  page.close()
  outdate(client, queryKey)
  expect(client.isFetching()).toBe(0)
  expect(page.queryFn).toHaveBeenCalledOnce()
})
