import { describe, expect, test } from 'vitest'
import { shortDigest, splitVersion } from './version.ts'

describe('splitVersion', () => {
  test('cuts timestamps where they start to differ', () => {
    expect(splitVersion('v20250929-101500', 'v20250930-081200')).toEqual({
      head: 'v202509',
      tail: '29-101500',
    })
  })

  test('keeps the parts of a short version whole', () => {
    expect(splitVersion('1.4.12', '1.4.10')).toEqual({ head: '1.4.', tail: '12' })
  })

  test('equal versions and a missing other have no tail', () => {
    expect(splitVersion('1.4.2', '1.4.2').tail).toBe('')
    expect(splitVersion('1.4.2', null).tail).toBe('')
  })

  test('head and tail are always the whole version', () => {
    const { head, tail } = splitVersion('staging/622d2103-20250820-124500', 'pr-51/622d2103-20250820-124500')
    expect(head + tail).toBe('staging/622d2103-20250820-124500')
    expect(head).toBe('')
  })
})

test('a digest is cut to twelve hex digits', () => {
  expect(shortDigest(`sha256:${'a1'.repeat(32)}`)).toBe('sha256:a1a1a1a1a1a1…')
})
