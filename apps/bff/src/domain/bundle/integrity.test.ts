import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { isAccepted } from './integrity.ts'

const hash = (algorithm: string, text: string) =>
  `${algorithm}-${createHash(algorithm).update(text).digest('base64')}`
const hashes = ['sha256', 'sha384', 'sha512'].map((algorithm) => hash(algorithm, 'new'))

it.each([
  ['the right one', hash('sha384', 'new'), true],
  ['another', hash('sha384', 'old'), false],
  ['one of several', `${hash('sha384', 'old')} ${hash('sha384', 'new')}`, true],
  ['the strongest alone counts', `${hash('sha256', 'new')} ${hash('sha512', 'old')}`, false],
  ['a weaker one that does not fit', `${hash('sha256', 'old')} ${hash('sha512', 'new')}`, true],
  ['options and the other alphabet', `${hash('sha256', 'new').replaceAll('/', '_')}?ct=x`, true],
  ['what no browser understands', 'md5-abc', true],
  ['nothing', '', true],
])('%s', (_, metadata, accepted) => {
  expect(isAccepted(metadata, hashes)).toBe(accepted)
})
