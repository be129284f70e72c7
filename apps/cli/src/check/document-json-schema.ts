import { CheckDocument } from '@lockstep/shared-types/check-document'
import { z } from 'zod'

/** The JSON Schema of what `lockstep check --json` writes, for those who read it in other languages. */
export const checkDocumentJsonSchema = (): string =>
  `${JSON.stringify(z.toJSONSchema(CheckDocument, { io: 'output', target: 'draft-7' }), null, 2)}\n`
