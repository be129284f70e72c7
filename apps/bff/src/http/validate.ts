import type { Problem } from '@lockstep/shared-types/problem'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { validator } from 'hono-openapi'
import type { ValidationTargets } from 'hono'
import { ProblemError } from './problem-error.ts'
import { unstorableTexts } from './storable-text.ts'

const where: Partial<Record<keyof ValidationTargets, string>> = {
  json: 'body',
  query: 'query',
  param: 'path',
  header: 'headers',
}

/**
 * Validates one part of the request with a shared schema; every wrong field is named in one problem.
 * Also refuses text that could not be stored as it came, whatever the schema says.
 */
export function validate<Schema extends StandardSchemaV1, Target extends keyof ValidationTargets>(
  target: Target,
  schema: Schema,
) {
  return validator(target, schema, (result, c) => {
    if (target === 'json' && !isJson(c.req.header('content-type'))) throw new ProblemError(notJson)
    const issues = result.success ? unstorableTexts(result.data) : result.error
    if (issues.length === 0) return
    const part = where[target] ?? target
    throw new ProblemError({
      code: 'validation-failed',
      title: `The ${part} of the request is not valid.`,
      detail: null,
      remedy: 'Correct the fields named in `errors`; /api/openapi.json has the schema.',
      errors: issues.map((issue) => ({ path: issuePath(part, issue.path), message: issue.message })),
    })
  })
}

// A body of another type was not even read, so every field of it would be named as missing.
const isJson = (contentType = ''): boolean => /^application\/([a-z0-9.-]+\+)?json\s*(;|$)/i.test(contentType)

const notJson: Problem = {
  code: 'bad-request',
  title: 'The body of the request is not sent as JSON.',
  detail: 'Header content-type',
  remedy: 'Send JSON with content-type application/json.',
}

function issuePath(part: string, path: StandardSchemaV1.Issue['path']): string {
  const keys = (path ?? []).map((segment) => String(typeof segment === 'object' ? segment.key : segment))
  return [part, ...keys].join('.')
}
