import { expect, it } from 'vitest'
import { sameResource } from './follow-redirect.ts'

it.each([
  ['https://shop.example/health', '/health/', 'https://shop.example/health/'],
  ['https://shop.example/health/', 'https://shop.example/health', 'https://shop.example/health'],
  ['http://shop.example/health?x=1', 'https://shop.example/health?x=1', 'https://shop.example/health?x=1'],
  ['https://shop.example/health', '/login', undefined],
  ['https://shop.example/health', '/health/?next=1', undefined],
  ['https://shop.example/health', 'https://elsewhere.example/health', undefined],
  ['https://shop.example/health', 'http://shop.example/health', undefined],
  ['http://shop.example:8080/health', 'https://shop.example/health', undefined],
  ['https://shop.example/health', 'https://user:secret@shop.example/health/', undefined],
  ['https://shop.example/health', 'https://shop.example:8443/health', undefined],
  ['https://shop.example/health', '/health', undefined],
  ['https://shop.example/health', undefined, undefined],
])('leads from %s by %s to %s', (from, location, to) => {
  expect(sameResource(new URL(from), location)?.href).toBe(to)
})
