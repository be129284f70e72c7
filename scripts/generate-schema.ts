import { writeFile } from 'node:fs/promises'
import { configurationJsonSchema } from '../apps/bff/src/config/json-schema.ts'
import { checkDocumentJsonSchema } from '../apps/cli/src/check/document-json-schema.ts'

await writeFile(new URL('../lockstep.schema.json', import.meta.url), configurationJsonSchema())
await writeFile(new URL('../lockstep-check.schema.json', import.meta.url), checkDocumentJsonSchema())
