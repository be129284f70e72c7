import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { checkDocumentJsonSchema } from './document-json-schema.ts'

it('is published as lockstep-check.schema.json (else run: node scripts/generate-schema.ts)', async () => {
  const published = await readFile(new URL('../../../../lockstep-check.schema.json', import.meta.url), 'utf8')
  expect(JSON.parse(published)).toEqual(JSON.parse(checkDocumentJsonSchema()))
})
