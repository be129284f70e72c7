import { expect, it } from 'vitest'
import { FlagDocument, readFlag, writeFlag } from './flag-document.ts'

const place = { flag: 'new-path', splitBy: 'userId' }
const documentOf = (value: unknown) =>
  FlagDocument.parse({
    version: '1',
    flags: { 'new-path': { name: 'New path' }, digest: { name: 'Digest' } },
    values: { 'new-path': value, digest: { enabled: true, _updatedAt: '2026-11-01T00:00:00Z' } },
  })
const split = (rule: string) =>
  documentOf({
    _variants: [
      { name: 'candidate', enabled: true, rule },
      { name: 'baseline', enabled: false },
    ],
  })

it.each([
  ['a flag that is off', documentOf({ enabled: false }), 0],
  ['a flag that is on', documentOf({ enabled: true }), 100],
  ['a flag without a value', FlagDocument.parse({ version: '1', flags: { 'new-path': {} } }), 0],
  ['a split', split('(split by::$userId pct::10)'), 10],
  ['a split written otherwise', split('( split pct::12.5  by::$userId seed::"a b" )'), 12.5],
  ['a default variant alone', documentOf({ _variants: [{ name: 'default', enabled: true }] }), 100],
])('reads %s', (_what, document, percent) => {
  expect(readFlag(document, place)).toBe(percent)
})

it.each([
  ['a rule of another kind', split('(eq $country "FR")')],
  ['a split with a condition', split('(and (eq $country "FR") (split by::$userId pct::10))')],
  ['a split by something else', split('(split by::$country pct::10)')],
  ['a finer split than two decimals', split('(split by::$userId pct::10.125)')],
  [
    'a third variant',
    documentOf({
      _variants: [
        { name: 'staff', enabled: true, rule: '(eq $group "staff")' },
        { name: 'candidate', enabled: true, rule: '(split by::$userId pct::10)' },
        { name: 'baseline', enabled: false },
      ],
    }),
  ],
  [
    'a split that turns it off',
    documentOf({
      _variants: [
        { name: 'a', enabled: false, rule: '(split by::$userId pct::10)' },
        { name: 'b', enabled: true },
      ],
    }),
  ],
])('takes %s for no share of its own', (_what, document) => {
  expect(readFlag(document, place)).toEqual(expect.any(String))
})

it('reads back every percentage that it writes', () => {
  const document = documentOf({ enabled: false })
  for (let hundredths = 0; hundredths <= 10_000; hundredths += 7) {
    const percent = hundredths / 100
    expect(readFlag(writeFlag(document, place, percent), place)).toBe(percent)
  }
})

it('changes nothing but the one flag, and leaves no split behind at nothing or all', () => {
  const before = split('(split by::$userId pct::10)')
  for (const [percent, value] of [
    [0, { enabled: false }],
    [100, { enabled: true }],
  ] as const) {
    const after = writeFlag(before, place, percent)
    expect(after).toEqual({ ...before, values: { ...before.values, 'new-path': value } })
  }
})

it('keeps attributes, names and the seed through a split and back', () => {
  const plain = documentOf({ enabled: false, limit: 5, _createdAt: '2026-11-01T00:00:00Z' })
  const tenth = writeFlag(plain, place, 10)
  expect(tenth.values['new-path']).toEqual({
    _createdAt: '2026-11-01T00:00:00Z',
    _variants: [
      {
        name: 'candidate',
        enabled: true,
        rule: '(split by::$userId pct::10)',
        attributeValues: { limit: 5 },
      },
      { name: 'baseline', enabled: false, attributeValues: { limit: 5 } },
    ],
  })
  expect(writeFlag(tenth, place, 0)).toEqual(plain)
  const seeded = split('(split pct::10 by::$userId seed::"autumn")')
  expect(JSON.stringify(writeFlag(seeded, place, 20))).toContain(
    String.raw`(split by::$userId pct::20 seed::\"autumn\")`,
  )
})
