import { z } from 'zod'
import { ConfigurationFile } from './file-schema.ts'
import { isValues } from './merge.ts'

/** The JSON Schema of the configuration file, for completion and checks in editors. Draft 7 is what they know best. */
export const configurationJsonSchema = (): string => {
  const schema = z.toJSONSchema(ConfigurationFile, { io: 'input', target: 'draft-7' })
  return `${JSON.stringify(allowReferences(schema), null, 2)}\n`
}

/** A value may be written as a reference, whose form says nothing about the value; a key may not. */
function allowReferences(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(allowReferences)
  if (!isValues(node)) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (key === 'propertyNames') return [key, value]
      if (key === 'pattern' && typeof value === 'string') return [key, `${value}|\\$\\{env:`]
      return [key, allowReferences(value)]
    }),
  )
}
