import { ProblemDocument } from '@lockstep/shared-types/problem'
import { describeRoute, resolver } from 'hono-openapi'
import type { z } from 'zod'

/** Describes a route for the OpenAPI document: what it does, and the schema of its success. */
export function describe(tag: string, summary: string, success: { status: 200 | 201; schema: z.ZodType }) {
  return describeRoute({
    tags: [tag],
    summary,
    responses: {
      [success.status]: {
        description: 'Done.',
        content: { 'application/json': { schema: resolver(success.schema) } },
      },
      default: {
        description: 'A problem, with a code from the closed list.',
        content: { 'application/problem+json': { schema: resolver(ProblemDocument) } },
      },
    },
  })
}

/** Describes a stream of server-sent events, whose data lines hold JSON by the schema. */
export const describeStream = (tag: string, summary: string, event: z.ZodType) =>
  describeRoute({
    tags: [tag],
    summary,
    responses: {
      200: {
        description: 'Events as they happen; `Last-Event-ID` resumes after the last one that was seen.',
        content: { 'text/event-stream': { schema: resolver(event) } },
      },
    },
  })
