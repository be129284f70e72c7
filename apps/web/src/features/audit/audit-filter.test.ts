import { describe, expect, test } from 'vitest'
import { detailLines, readAuditFilter, shortHash, writeAuditFilter } from './audit-filter.ts'

describe('the filter in the address', () => {
  test('survives the way there and back', () => {
    const filter = { application: 'shop', environment: 'production', action: 'release.start' } as const
    expect(readAuditFilter(writeAuditFilter(filter))).toEqual(filter)
  })

  test('drops what is empty or unknown', () => {
    expect(readAuditFilter(new URLSearchParams('action=sneeze&actor=%20&limit=3'))).toEqual({})
  })
})

test('details become lines, nested names with dots, without what is empty', () => {
  const details = {
    artifact: { version: 'v2' },
    emergency: false,
    reason: null,
    overrides: [{ check: 'artifact-scan' }],
    files: 3,
  }
  expect(detailLines(details)).toEqual([
    ['artifact.version', 'v2'],
    ['emergency', 'no'],
    ['overrides.0.check', 'artifact-scan'],
    ['files', '3'],
  ])
})

test('a hash is cut to what an eye compares', () => {
  expect(shortHash('0123456789abcdef')).toBe('0123456789ab…')
})
