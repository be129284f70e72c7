import type { Hono } from 'hono'
import { openAPIRouteHandler } from 'hono-openapi'
import type { HttpEnv } from './http-env.ts'

/** The OpenAPI 3.1 document, made from the routes themselves. */
export const openapi = (app: Hono<HttpEnv>, version: string) =>
  openAPIRouteHandler(app, {
    includeEmptyPaths: false,
    documentation: {
      openapi: '3.1.0',
      info: {
        title: 'Lockstep',
        version,
        description:
          'Release control for a frontend on S3 and CloudFront and its backend on ECS. ' +
          'Times are ISO 8601 in UTC. Errors are application/problem+json. ' +
          'Every request that changes something carries an Idempotency-Key.',
      },
    },
  })
