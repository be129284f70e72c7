import { problemStatus, type Problem, type ProblemDocument } from '@lockstep/shared-types/problem'
import type { Context, ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { HttpEnv } from './http-env.ts'
import { ProblemError } from './problem-error.ts'

/** Answers a problem as RFC 9457 `application/problem+json`. */
export function problemResponse(c: Context, problem: Problem): Response {
  const status = problemStatus[problem.code]
  const document: ProblemDocument = {
    type: `urn:lockstep:problem:${problem.code}`,
    status,
    instance: c.req.path,
    ...problem,
  }
  return c.body(JSON.stringify(document), status as ContentfulStatusCode, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  })
}

/** The one place where an error becomes an answer. What is not a problem is logged whole and answered without its inside. */
export const handleError: ErrorHandler<HttpEnv> = (error, c) => {
  if (error instanceof ProblemError) return problemResponse(c, error.problem)
  if (error instanceof HTTPException && error.status < 500)
    return problemResponse(c, malformed(error.message))
  // Nobody reads this answer any more; a page that was closed is no failure of Lockstep.
  if (c.req.raw.signal.aborted) return problemResponse(c, malformed('The sender has gone.'))
  c.var.log?.error({ err: error, path: c.req.path }, 'request failed')
  return problemResponse(c, {
    code: 'internal',
    title: 'Lockstep failed to answer this request.',
    detail: `Request ${c.var.requestId ?? 'without id'}; the server's log has the cause under this id.`,
    remedy: 'Try again. If it stays, look at the log of Lockstep.',
  })
}

const malformed = (detail: string): Problem => ({
  code: 'bad-request',
  title: 'The request could not be read.',
  detail,
  remedy: 'Send JSON with content-type application/json.',
})

export const handleNotFound: NotFoundHandler<HttpEnv> = (c) =>
  problemResponse(c, {
    code: 'not-found',
    title: 'There is nothing at this address.',
    detail: `${c.req.method} ${c.req.path}`,
    remedy: 'See /api/openapi.json for what there is.',
  })
