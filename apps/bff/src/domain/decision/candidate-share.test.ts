import { expect, it } from 'vitest'
import { candidateShare } from './candidate-share.ts'

const of = (requests: number | null) => ({ requests })

it('is the candidate’s part of the requests of both', () => {
  expect(candidateShare(of(900), of(100))).toEqual({ percent: 10, requests: 1000 })
})

it('is zero, and not unknown, when only the baseline was asked', () => {
  expect(candidateShare(of(500), of(null))).toEqual({ percent: 0, requests: 500 })
})

it('is everything when only the candidate was asked', () => {
  expect(candidateShare(of(null), of(500))).toEqual({ percent: 100, requests: 500 })
})

it('is not known without requests, or when a variant could not be read', () => {
  expect(candidateShare(of(0), of(0))).toBeNull()
  expect(candidateShare(of(null), of(null))).toBeNull()
  expect(candidateShare(null, of(5))).toBeNull()
  expect(candidateShare(of(5), null)).toBeNull()
})
