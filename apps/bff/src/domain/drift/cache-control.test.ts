import { describe, expect, it } from 'vitest'
import { browserLifetime, edgeLifetime, isKeptForGood } from './cache-control.ts'

const now = '2026-11-20T12:00:00.000Z'
const tenDaysAgo = '2026-11-10T12:00:00.000Z'
const headers = (cacheControl: string | null, expiresSeconds: number | null = null) => ({
  cacheControl,
  expiresSeconds,
  lastModified: tenDaysAgo,
})
const year = 31_536_000

describe('a browser', () => {
  it.each<[string | null, number | null, number, 'header' | 'guess']>([
    ['max-age=60', null, 60, 'header'],
    ['Public, MAX-AGE=60', null, 60, 'header'],
    ['max-age="60"', null, 60, 'header'],
    ['max-age = 60', null, 86_400, 'guess'],
    ['public;max-age=60', null, 86_400, 'guess'],
    ['max-age=60; must-revalidate', null, 86_400, 'guess'],
    ['max-age=60,, public,', null, 60, 'header'],
    [`private, max-age=${year}`, null, year, 'header'],
    [`s-maxage=60, max-age=${year}`, null, year, 'header'],
    [`max-age=60, s-maxage=${year}`, null, 60, 'header'],
    [`max-age=60, max-age=${year}`, null, year, 'header'],
    [`no-cache, max-age=${year}`, null, 0, 'header'],
    [`no-cache="Set-Cookie", max-age=${year}`, null, year, 'header'],
    [`x="no-cache, no-store", max-age=${year}`, null, year, 'header'],
    ['no-store', null, 0, 'header'],
    ['max-age=60, stale-while-revalidate=86400', null, 86_460, 'header'],
    ['max-age=60, stale-while-revalidate=86400, must-revalidate', null, 60, 'header'],
    ['max-age=60', 3600, 60, 'header'],
    [null, 3600, 3600, 'header'],
    ['public', 0, 0, 'header'],
    [null, null, 86_400, 'guess'],
    ['public', null, 86_400, 'guess'],
    ['max-age=soon', null, 86_400, 'guess'],
    ['max-age=-1', 3600, 86_400, 'guess'],
    ['', null, 86_400, 'guess'],
  ])('told %j, expiring in %s s, keeps it for %d s by a %s', (cacheControl, expires, seconds, by) => {
    expect(browserLifetime(headers(cacheControl, expires), now)).toMatchObject({ seconds, by })
  })
})

describe('CloudFront', () => {
  const usual = { minimum: 0, standard: 86_400, maximum: year }
  const oneDay = { minimum: 86_400, standard: 86_400, maximum: year }
  it.each<[string | null, typeof usual | null, number, 'header' | 'guess']>([
    ['max-age=60', usual, 60, 'header'],
    [`private, max-age=${year}`, usual, 0, 'header'],
    [`max-age=0, s-maxage=3600`, usual, 3600, 'header'],
    ['max-age=60', oneDay, 86_400, 'header'],
    ['no-store', oneDay, 86_400, 'header'],
    ['private', oneDay, 86_400, 'header'],
    [`max-age=${year}`, { ...usual, maximum: 300 }, 300, 'header'],
    [null, usual, 86_400, 'guess'],
    [null, null, 0, 'guess'],
    [`max-age=${year}`, null, year, 'header'],
    [null, { minimum: 0, standard: 0, maximum: 0 }, 0, 'guess'],
  ])('told %j, with %j, keeps it for %d s by a %s', (cacheControl, limits, seconds, by) => {
    expect(edgeLifetime(headers(cacheControl), limits)).toMatchObject({ seconds, by })
  })
})

it.each([
  [`public, max-age=${year}, immutable`, true],
  [`max-age=${year}`, false],
  ['immutable', false],
  ['max-age=60, immutable', false],
  [`max-age=${year}, max-age=60, immutable`, false],
  [`max-age=${year}, immutable, no-cache`, false],
  [null, false],
])('%j is for good: %s', (cacheControl, expected) => {
  expect(isKeptForGood({ cacheControl })).toBe(expected)
})
