import type { WorldResponse } from '../world/world.ts'

/** What CloudFront says by itself. */
export const errorAnswer = (status: number, reason: string, source = 'Error'): WorldResponse => ({
  status,
  headers: { 'content-type': 'text/html', 'x-cache': `${source} from cloudfront` },
  body: `<html><body><h1>${status} ERROR</h1><p>${reason}</p></body></html>`,
})
