import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { configurationJsonSchema } from './json-schema.ts'

it('is published as lockstep.schema.json (else run: node scripts/generate-schema.ts)', async () => {
  const published = await readFile(new URL('../../../../lockstep.schema.json', import.meta.url), 'utf8')
  expect(JSON.parse(published)).toEqual(JSON.parse(configurationJsonSchema()))
})

it('refuses unknown keys everywhere', () => {
  const open: unknown[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if ('properties' in node && (node as { additionalProperties?: unknown }).additionalProperties !== false)
      open.push(node)
    Object.values(node).forEach(visit)
  }
  visit(JSON.parse(configurationJsonSchema()))
  expect(open).toEqual([])
})
