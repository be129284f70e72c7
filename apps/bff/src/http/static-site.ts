import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { problemResponse } from './error-handler.ts'
import type { HttpEnv } from './http-env.ts'

const aYear = 'public, max-age=31536000, immutable'

/** Serves the built web app: hashed assets for good, and the page for every other address a browser asks for. */
export function staticSite(root: string) {
  return new Hono<HttpEnv>()
    .use(
      '/assets/*',
      serveStatic({ root, precompressed: true, onFound: (_path, c) => c.header('cache-control', aYear) }),
    )
    .all('/assets/*', (c) => problemResponse(c, missingAsset(c.req.path)))
    .use(
      '/*',
      serveStatic({
        root,
        precompressed: true,
        onFound: (_path, c) => c.header('cache-control', 'no-cache'),
      }),
    )
    .get('/*', async (c, next) => {
      if (!(c.req.header('accept') ?? '').includes('text/html')) return next()
      c.header('cache-control', 'no-cache')
      return serveStatic<HttpEnv>({ root, path: 'index.html' })(c, next)
    })
}

// Never the page in place of a script: a browser would run HTML as code and show a blank screen.
const missingAsset = (path: string) => ({
  code: 'not-found' as const,
  title: 'This file is not part of the version that is served now.',
  detail: path,
  remedy: 'Reload the page.',
})
