import { expect, it } from 'vitest'
import { cohortId, cookieDomain, isServedPrefix, parseCohort, prefixBelowSite } from './cohort-value.ts'

it.each([
  ['https://shop.example', 'https://shop.example/api', undefined],
  ['http://127.0.0.1:4001', 'http://127.0.0.1:4002', undefined],
  ['https://shop.example', 'https://api.shop.example', 'shop.example'],
  ['https://www.shop.example', 'https://api.shop.example', 'shop.example'],
  ['https://eu.www.shop.example', 'https://api.shop.example', 'shop.example'],
  ['https://shop.example', 'https://shop-api.example', null],
  ['https://myshop.example', 'https://shop.example', null],
  ['https://d111.cloudfront.net', 'https://lb-1.eu-west-1.elb.amazonaws.com', null],
  ['http://127.0.0.1', 'http://127.0.0.2', null],
])('gives the cookie of %s and %s the domain %s', (site, backend, domain) => {
  expect(cookieDomain(site, backend)).toBe(domain)
})

it.each([
  'none',
  '[]',
  '{"rollout":"abc","percent":101,"prefix":"candidate/"}',
  '{"rollout":"A B","percent":1,"prefix":"candidate/"}',
  '{"rollout":"abc","percent":1,"prefix":"/candidate"}',
  '{"rollout":"abc","percent":1,"prefix":"new pages/"}',
  '{"rollout":"abc","percent":1,"prefix":"candidate/","domain":null}',
])('does not take %s for a rollout, as the functions do not', (text) => {
  expect(parseCohort(text)).toBeNull()
})

it('keeps what it does not know in a value', () => {
  const value = { rollout: 'abc', percent: 10, prefix: 'candidate/', note: 'ours' }
  expect(parseCohort(JSON.stringify(value))).toEqual(value)
})

it('names a rollout by the random end of its release', () => {
  expect(cohortId('01JD3M5Q8ZK4V7W9X2Y6N0ABCD')).toBe('y6n0abcd')
})

it('says where the candidate lies below the root of a site in a folder', () => {
  expect(prefixBelowSite('web/candidate/', 'web/')).toBe('candidate/')
  expect(prefixBelowSite('candidate/', '')).toBe('candidate/')
})

it.each([
  ['candidate/', true],
  ['web/next/', true],
  ['_candidate/', false],
  ['näu/', false],
  ['a+b/', false],
])('takes pages below %s: %s', (prefix, served) => {
  expect(isServedPrefix(prefix)).toBe(served)
})
