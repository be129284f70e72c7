import { z } from 'zod'
import type { ConfigurationError } from './configuration.ts'
import type { ConfigurationDocument, Path } from './document.ts'
import { nearest } from './nearest.ts'

/** Turns what the schema complains about into errors with a place and with what is allowed there. */
export function toErrors(
  document: ConfigurationDocument,
  schema: z.ZodType,
  issues: readonly z.core.$ZodIssue[],
): ConfigurationError[] {
  return issues.flatMap((issue) => {
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => {
          const allowed = keysAt(schema, issue.path)
          const meant = nearest(key, allowed)
          const hint = meant === null ? '' : `; did you mean "${meant}"?`
          return document.error([...issue.path, key], `unknown key${hint}`, allowed, 'key')
        })
      case 'invalid_key':
        return [invalidKey(document, schema, issue)]
      case 'invalid_value':
        return [document.error(issue.path, 'not one of the allowed values', issue.values.map(String))]
      case 'invalid_type':
        return [document.error(issue.path, typeMessage(issue))]
      case 'invalid_format':
      case 'too_big':
      case 'too_small':
      case 'not_multiple_of':
      case 'invalid_union':
      case 'invalid_element':
      case 'custom':
        return [
          document.error(issue.path, `must be ${issue.message}`.replace(/^must be (must|at least)/, '$1')),
        ]
    }
  })
}

function typeMessage(issue: z.core.$ZodIssueInvalidType): string {
  if (issue.input === undefined) return 'missing'
  const described = /^(Invalid|Expected)/.test(issue.message) ? words(issue.expected) : issue.message
  return `must be ${described}, not ${kind(issue.input)}`
}

/** A name of the team's own choice has a form; any other key has a list. */
function invalidKey(document: ConfigurationDocument, schema: z.ZodType, issue: z.core.$ZodIssueInvalidKey) {
  const reason = issue.issues[0]
  const allowed = keysAt(schema, issue.path.slice(0, -1))
  if (reason?.code === 'invalid_format') {
    return document.error(issue.path, `the name must be ${reason.message}`, null, 'key')
  }
  return document.error(issue.path, 'unknown key', allowed, 'key')
}

const words = (expected: string): string =>
  ({
    object: 'a group of keys',
    record: 'a group of keys',
    array: 'a list',
    string: 'text',
    boolean: 'true or false',
    number: 'a number',
  })[expected] ?? expected

function kind(input: unknown): string {
  if (input === null) return 'empty'
  if (Array.isArray(input)) return 'a list'
  return typeof input === 'object' ? 'a group of keys' : JSON.stringify(input)
}

/** The keys that the schema knows at a place. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  let current: z.core.$ZodType = unwrap(schema)
  for (const step of path) {
    if (current instanceof z.ZodObject) current = unwrap(current.shape[String(step)] ?? z.never())
    else if (current instanceof z.ZodArray) current = unwrap(current.element)
    else if (current instanceof z.ZodRecord) current = unwrap(current.valueType)
  }
  if (current instanceof z.ZodObject) return Object.keys(current.shape)
  if (current instanceof z.ZodRecord && current.keyType instanceof z.ZodEnum)
    return current.keyType.options.map(String)
  return []
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const wrapped =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable
  return wrapped ? unwrap(schema.unwrap()) : schema
}
