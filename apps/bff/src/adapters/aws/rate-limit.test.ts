import { expect, it } from 'vitest'
import { createRateLimiter } from './rate-limit.ts'

const setUp = () => {
  let now = 0
  const waits: number[] = []
  const limiter = createRateLimiter({
    monotonic: () => now,
    wait: async (milliseconds) => {
      waits.push(milliseconds)
    },
  })
  return { limiter, waits, pass: (milliseconds: number) => (now += milliseconds) }
}
const operation = 'cloudfront:GetDistribution'

it('lets a burst pass, then holds calls to the rate', async () => {
  const { limiter, waits } = setUp()
  await Promise.all(Array.from({ length: 22 }, () => limiter.take('account', operation)))
  expect(waits).toEqual([200, 400])
})

it('fills up again with time, but never beyond a burst', async () => {
  const { limiter, waits, pass } = setUp()
  await Promise.all(Array.from({ length: 20 }, () => limiter.take('account', operation)))
  pass(3_600_000)
  await Promise.all(Array.from({ length: 21 }, () => limiter.take('account', operation)))
  expect(waits).toEqual([200])
})

it('keeps a bucket for each account and each operation', async () => {
  const { limiter, waits } = setUp()
  await Promise.all(Array.from({ length: 20 }, () => limiter.take('one', operation)))
  await limiter.take('other', operation)
  await limiter.take('one', 'cloudfront:GetInvalidation')
  expect(waits).toEqual([])
})

it('does not hold S3 back', async () => {
  const { limiter, waits } = setUp()
  await Promise.all(Array.from({ length: 5_000 }, () => limiter.take('account', 's3:PutObject')))
  expect(waits).toEqual([])
})
