import { createMiddleware } from 'hono/factory'
import { ProblemError } from './problem-error.ts'

export type GuardHostOptions = {
  /** `host:port` values that this server answers to. */
  readonly hosts: ReadonlySet<string>
}

/**
 * Refuses what another site's page could send here: an unknown `Host` (DNS rebinding), a foreign `Origin`
 * or `Sec-Fetch-Site` on anything that changes something (CSRF).
 */
export const guardHost = ({ hosts }: GuardHostOptions) =>
  createMiddleware(async function guardHost(c, next) {
    const host = c.req.header('host') ?? ''
    if (!hosts.has(host.toLowerCase())) {
      throw new ProblemError({
        code: 'host-not-allowed',
        title: 'Lockstep does not answer to this host name.',
        detail: `Host: ${host.slice(0, 200)}`,
        remedy: `Use ${[...hosts].map((known) => `http://${known}`).join(' or ')}.`,
      })
    }
    if (
      c.req.method !== 'GET' &&
      c.req.method !== 'HEAD' &&
      isForeign(c.req.header('origin'), hosts, c.req.header('sec-fetch-site'))
    ) {
      throw new ProblemError({
        code: 'origin-not-allowed',
        title: 'Another site tried to act on Lockstep.',
        detail: `Origin: ${(c.req.header('origin') ?? 'none').slice(0, 200)}`,
        remedy: 'Act from the Lockstep page itself, or from the command line.',
      })
    }
    await next()
  })

function isForeign(
  origin: string | undefined,
  hosts: ReadonlySet<string>,
  fetchSite: string | undefined,
): boolean {
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return true
  if (origin === undefined) return false
  return !URL.canParse(origin) || !hosts.has(new URL(origin).host)
}
