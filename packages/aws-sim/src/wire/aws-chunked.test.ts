import { expect, test } from 'vitest'
import { decodeAwsChunked } from './aws-chunked.ts'
import type { WireRequest } from './message.ts'

function chunked(
  body: string,
  headers: Record<string, string> = { 'content-encoding': 'aws-chunked' },
): WireRequest {
  return { method: 'PUT', path: '/b/k', query: new URLSearchParams(), headers, body: Buffer.from(body) }
}

test('joins chunks and turns trailers into headers', () => {
  const decoded = decodeAwsChunked(
    chunked('5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n'),
  )
  expect(Buffer.from(decoded.body).toString()).toBe('hello world')
  expect(decoded.headers).toEqual({ 'x-amz-checksum-crc32': 'NhCmhg==', 'content-length': '11' })
})

test('ignores the signatures of signed chunks', () => {
  const decoded = decodeAwsChunked(chunked('2;chunk-signature=abc\r\nok\r\n0;chunk-signature=def\r\n\r\n'))
  expect(Buffer.from(decoded.body).toString()).toBe('ok')
})

test('keeps the encoding that belongs to the object', () => {
  const decoded = decodeAwsChunked(chunked('1\r\nz\r\n0\r\n\r\n', { 'content-encoding': 'gzip,aws-chunked' }))
  expect(decoded.headers['content-encoding']).toBe('gzip')
})

test('leaves an ordinary body alone, whatever it looks like', () => {
  const request = chunked('5\r\nhello\r\n0\r\n\r\n', {})
  expect(decodeAwsChunked(request)).toBe(request)
})

test.each(['5\r\nhel', 'zz\r\nhello\r\n0\r\n\r\n', ''])('refuses a body that breaks off: %j', (body) => {
  expect(() => decodeAwsChunked(chunked(body))).toThrow('number of bytes')
})
