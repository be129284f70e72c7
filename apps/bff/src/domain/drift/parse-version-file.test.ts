import { expect, it } from 'vitest'
import { parseVersionFile } from './parse-version-file.ts'

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
