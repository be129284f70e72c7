import type { StandardSchemaV1 } from '@standard-schema/spec'
import { validator } from 'hono-openapi'
import type { ValidationTargets } from 'hono'
import { ProblemError } from './problem-error.ts'

const where: Partial<Record<keyof ValidationTargets, string>> = {
  json: 'body',
  query: 'query',
  param: 'path',
  header: 'headers',
}

/** Validates one part of the request with a shared schema; every wrong field is named in one problem. */
export function validate<Schema extends StandardSchemaV1, Target extends keyof ValidationTargets>(
  target: Target,
  schema: Schema,
) {
  return validator(target, schema, (result) => {
    if (result.success) return
    const part = where[target] ?? target
    throw new ProblemError({
      code: 'validation-failed',
      title: `The ${part} of the request is not valid.`,
      detail: null,
      remedy: 'Correct the fields named in `errors`; /api/openapi.json has the schema.',
      errors: result.error.map((issue) => ({ path: issuePath(part, issue.path), message: issue.message })),
    })
  })
}

function issuePath(part: string, path: StandardSchemaV1.Issue['path']): string {
  const keys = (path ?? []).map((segment) => String(typeof segment === 'object' ? segment.key : segment))
  return [part, ...keys].join('.')
}
