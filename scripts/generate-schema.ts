import { writeFile } from 'node:fs/promises'
import { configurationJsonSchema } from '../apps/bff/src/config/json-schema.ts'

await writeFile(new URL('../lockstep.schema.json', import.meta.url), configurationJsonSchema())
