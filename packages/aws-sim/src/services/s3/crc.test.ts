import { expect, test } from 'vitest'
import { crc32c, crc64nvme } from './crc.ts'

test('both checksums have the value that their catalogues give for 123456789', () => {
  const body = Buffer.from('123456789')
  expect(crc64nvme(body).toString('hex')).toBe('ae8b14860a799888')
  expect(crc32c(body).toString('hex')).toBe('e3069283')
})
