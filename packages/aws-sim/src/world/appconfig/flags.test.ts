import { describe, expect, test } from 'vitest'
import { checkFlagDocument } from './check-flag-document.ts'
import { evaluateFlag } from './evaluate-flag.ts'
import type { FlagDocument, FlagVariant } from './flag-document.ts'
import { compileRule } from './flag-rule.ts'
import { retrievedFlags } from './retrieved-flags.ts'

const document = (...variants: FlagVariant[]): FlagDocument => ({
  version: '1',
  flags: { fresh: { name: 'Fresh' } },
  values: { fresh: { _variants: variants } },
})
const off: FlagVariant = { name: 'off', enabled: false }
const atPercent = (percent: number, name = 'on'): FlagVariant => ({
  name,
  enabled: true,
  rule: `(split by::$userId pct::${percent})`,
})
const users = Array.from({ length: 10_000 }, (_, index) => `user-${index}`)
const enabledFor = (of: FlagDocument) =>
  new Set(users.filter((userId) => evaluateFlag(of, 'fresh', { userId }).enabled))

describe('a split', () => {
  test.each([
    [0, 0],
    [1, 0.3],
    [10, 1],
    [37.5, 1],
    [50, 1],
    [99, 0.3],
    [100, 0],
  ])('reaches %d percent of 10,000 users, give or take %d', (percent, tolerance) => {
    const share = (enabledFor(document(atPercent(percent), off)).size / users.length) * 100
    expect(Math.abs(share - percent)).toBeLessThanOrEqual(tolerance)
  })

  test('only adds users when it grows', () => {
    const steps = [0, 0.5, 1, 5, 10, 25, 50, 75, 100].map((percent) =>
      enabledFor(document(atPercent(percent), off)),
    )
    for (const [index, before] of steps.entries())
      for (const user of before) expect(steps[index + 1]?.has(user) ?? true).toBe(true)
  })

  test('shares its hash with the splits of other variants, so that the first that matches leaves the rest', () => {
    const both = document(atPercent(20, 'first'), atPercent(30, 'second'), off)
    const chosen = users.map((userId) => evaluateFlag(both, 'fresh', { userId }).variant)
    const share = (name: string) => chosen.filter((one) => one === name).length / users.length
    expect(share('first')).toBeCloseTo(0.2, 1)
    expect(share('second')).toBeCloseTo(0.1, 1)
  })

  test('falls elsewhere for another flag, but not for another flag with the same seed', () => {
    const rule = compileRule('(split pct::50 by::$userId)')
    const seeded = compileRule('(split pct::50 by::$userId seed::"s")')
    const same = (of: typeof rule) =>
      users.filter((userId) => of?.({ userId }, 'one') === of?.({ userId }, 'two')).length / users.length
    expect(same(rule)).toBeLessThan(0.55)
    expect(same(seeded)).toBe(1)
  })

  test('takes nobody in who does not say by what to split', () => {
    expect(evaluateFlag(document(atPercent(100), off), 'fresh', {})).toEqual({
      enabled: false,
      variant: 'off',
    })
  })
})

test.each([
  ['(eq $plan "team")', { plan: 'team' }, true],
  ['(eq $plan "team")', {}, false],
  ['(and (eq $plan "team") (gte $seats 10))', { plan: 'team', seats: 9 }, false],
  ['(and (eq $plan "team") (gte $seats 10))', { plan: 'team', seats: 10 }, true],
  ['(or (begins_with $mail "qa") (ends_with $mail ".test"))', { mail: 'x@y.test' }, true],
  ['(not (contains $mail "@"))', { mail: 'nobody' }, true],
  ['(in $country ["FR", "DE"])', { country: 'DE' }, true],
  ['(in $country ["FR" "DE"])', { country: 'IT' }, false],
  ['(exists key::"beta")', { beta: true }, true],
])('the rule %s holds for %j: %s', (rule, context, holds) => {
  expect(compileRule(rule)?.(context, 'any')).toBe(holds)
})

test.each([
  '',
  'split',
  '(split pct::10)',
  '(split pct::101 by::$a)',
  '(eq $a)',
  '(like $a "b")',
  '(eq $a "b"',
  '(and)',
])('%j is no rule', (rule) => expect(compileRule(rule)).toBeNull())

test('a flag without variants is what it says, and one that is not there is off', () => {
  const plain: FlagDocument = { version: '1', flags: { a: {} }, values: { a: { enabled: true } } }
  expect(evaluateFlag(plain, 'a', {})).toEqual({ enabled: true, variant: null })
  expect(evaluateFlag(plain, 'b', {})).toEqual({ enabled: false, variant: null })
})

test('a client of AppConfig itself sees the default variant, and attributes only while enabled', () => {
  const of = (value: NonNullable<FlagDocument['values']>[string]) =>
    retrievedFlags({ version: '1', flags: { a: {} }, values: { a: value } })['a']
  expect(of({ _variants: [atPercent(10), off] })).toEqual({ enabled: false })
  expect(of({ enabled: true, limit: 5 })).toEqual({ enabled: true, limit: 5 })
  expect(of({ enabled: false, limit: 5 })).toEqual({ enabled: false })
})

describe('a document is refused', () => {
  const locations = (content: unknown) => {
    const checked = checkFlagDocument(Buffer.from(JSON.stringify(content)))
    return checked.ok ? [] : checked.defects.map(({ location }) => location)
  }
  const withValue = (value: unknown, flag: unknown = {}) => ({
    version: '1',
    flags: { a: flag },
    values: { a: value },
  })
  const limit = { attributes: { limit: { constraints: { type: 'number', required: true, maximum: 9 } } } }

  test('not when it is right', () => {
    expect(locations(document(atPercent(10), off))).toEqual([])
    expect(locations(withValue({ enabled: true, limit: 3 }, limit))).toEqual([])
    expect(locations(withValue({ enabled: false }, limit))).toEqual([])
  })

  test.each([
    ['of another version', { version: '2' }, '$.version'],
    ['with a member that nobody knows', { version: '1', flag: {} }, '$.flag'],
    ['with a key in capitals', { version: '1', flags: { Aa: {} } }, '$.flags.Aa'],
    ['with a value of no flag', { version: '1', values: { a: { enabled: true } } }, '$.values.a'],
    ['with a value that says nothing', withValue({}), '$.values.a'],
    [
      'with a bad rule',
      withValue({ _variants: [{ ...off, rule: '(split)' }, off] }),
      '$.values.a._variants[0].rule',
    ],
    ['without default variant', withValue({ _variants: [atPercent(5)] }), '$.values.a._variants[0].rule'],
    ['with two defaults', withValue({ _variants: [off, off] }), '$.values.a._variants[0].rule'],
    ['with an attribute that is not declared', withValue({ enabled: true, x: 1 }), '$.values.a.x'],
    ['without a required attribute', withValue({ enabled: true }, limit), '$.values.a.limit'],
    [
      'with an attribute beyond its limit',
      withValue({ enabled: true, limit: 10 }, limit),
      '$.values.a.limit',
    ],
    [
      'with an attribute of another type',
      withValue({ enabled: true, limit: 'x' }, limit),
      '$.values.a.limit',
    ],
  ])('%s', (_, content, location) => expect(locations(content)).toEqual([location]))

  test('when it is no JSON', () => {
    expect(checkFlagDocument(Buffer.from('{'))).toMatchObject({ ok: false, defects: [{ location: '$' }] })
  })
})
