import { expect, test } from 'vitest'
import { driftSentence } from './drift-sentence.ts'

const check = (id: 'version-match' | 'health' | 'targets', status: 'ok' | 'warn' | 'unknown' | 'fail') => ({
  id,
  status,
  sentence: `${id} is ${status}.`,
})

test('only what fails is drift; a warning and what could not be told are in the log and on the page', () => {
  expect(
    driftSentence([check('health', 'ok'), check('targets', 'warn'), check('health', 'unknown')]),
  ).toBeNull()
})

test('the first two failing checks are told in full, the others by name', () => {
  expect(
    driftSentence([check('version-match', 'fail'), check('health', 'fail'), check('targets', 'fail')]),
  ).toBe(
    'But there is drift. version-match: version-match is fail. health: health is fail. Also failing: targets.',
  )
})
