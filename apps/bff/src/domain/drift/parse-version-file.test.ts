import { afterEach, expect, it, vi } from 'vitest'
import { parseVersionFile } from './parse-version-file.ts'

afterEach(() => vi.unstubAllEnvs())

it('reads version, backend image and time of deployment', () => {
  expect(parseVersionFile('v20250929-101500\nstorefront:v20250929-101500\n2025-09-29T10:20:00Z\n')).toEqual({
    version: 'v20250929-101500',
    backendImage: 'storefront:v20250929-101500',
    deployedAt: '2025-09-29T10:20:00.000Z',
  })
})

it('reads a file with only the first line, and Windows line ends', () => {
  expect(parseVersionFile('1.4.2')).toEqual({ version: '1.4.2', backendImage: null, deployedAt: null })
  expect(parseVersionFile('\uFEFF1.4.2\r\nimage:1\r\n')?.backendImage).toBe('image:1')
})

it.each(['UTC', 'America/New_York', 'Asia/Tokyo'])('reads a time without a zone as UTC in %s', (zone) => {
  vi.stubEnv('TZ', zone)
  for (const text of [
    '2025-09-29T10:20:00',
    '2025-09-29 10:20:00',
    '2025-09-29T10:20',
    '2025-09-29 10:20:00 UTC',
    '2025-09-29T12:20:00+02:00',
    '2025-09-29T12:20:00+0200',
    '2025-09-29T10:20:00.000000Z',
  ])
    expect(parseVersionFile(`1\nimage\n${text}`)?.deployedAt).toBe('2025-09-29T10:20:00.000Z')
})

it('leaves out a time that is none', () => {
  expect(parseVersionFile('1\nimage\nyesterday')?.deployedAt).toBeNull()
  expect(parseVersionFile('1\nimage\n2025-13-45T99:00:00Z')?.deployedAt).toBeNull()
})

it('takes nothing from a text that is no version file', () => {
  for (const text of [
    '',
    '\n\n',
    '<!doctype html><html></html>',
    '{"version":"1"}',
    'a b',
    'x'.repeat(201),
  ]) {
    expect(parseVersionFile(text)).toBeNull()
  }
})
