import { expect, it } from 'vitest'
import { unexpectedStatus } from './unexpected-answer.ts'

it.each([202, 405])('takes a challenge of the firewall (%d) for a refusal', (status) => {
  const headers = { 'x-amzn-waf-action': 'challenge' }
  const problem = unexpectedStatus('https://shop.example/', { status, headers })
  expect(problem).toMatchObject({ probeCause: 'denied', remedy: expect.stringContaining('probeHeaders') })
})
