import { expect, test } from 'vitest'
import { ApiProblem, notReached, notUnderstood } from './api-problem.ts'
import { shouldRetry } from './query-client.ts'

const problem = (code: 'not-ready' | 'forbidden') =>
  new ApiProblem({ code, title: '', detail: null, remedy: null, type: '', status: 500, instance: '' })

test('what may pass by itself is tried again, at most three times', () => {
  expect(shouldRetry(0, notReached())).toBe(true)
  expect(shouldRetry(2, problem('not-ready'))).toBe(true)
  expect(shouldRetry(3, notReached())).toBe(false)
})

test('a refusal and an answer that is not understood are shown at once', () => {
  expect(shouldRetry(0, problem('forbidden'))).toBe(false)
  expect(shouldRetry(0, notUnderstood('GET /x'))).toBe(false)
})
