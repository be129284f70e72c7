import { createHash } from 'node:crypto'
import type { Problem } from '@lockstep/shared-types/problem'
import { createMiddleware } from 'hono/factory'
import type { HttpEnv } from './http-env.ts'
import { ProblemError } from './problem-error.ts'

/** The answer that was given to a key's first request. */
export type StoredAnswer = { readonly status: number; readonly contentType: string; readonly body: string }

export type Claim =
  | { readonly state: 'claimed' }
  | { readonly state: 'answered'; readonly answer: StoredAnswer }
  /** The first request is still being worked on. */
  | { readonly state: 'in-progress' }
  /** The key was used for another request. */
  | { readonly state: 'reused' }

export interface IdempotencyStore {
  claim(request: {
    readonly actorId: string
    readonly key: string
    readonly fingerprint: string
  }): Promise<Claim>
  answer(request: { readonly actorId: string; readonly key: string }, answer: StoredAnswer): Promise<void>
  /** Gives the key back, so that the request may be tried again. */
  release(request: { readonly actorId: string; readonly key: string }): Promise<void>
}

const keyPattern = /^[\x21-\x7e]{8,200}$/

/**
 * Every mutating request carries an `Idempotency-Key`; a repeat of the same request gets the first one's answer.
 * Failures of the server (5xx) give the key back: a repeat then tries again.
 */
export const idempotency = (store: IdempotencyStore) =>
  createMiddleware<HttpEnv>(async function idempotency(c, next) {
    const key = c.req.header('idempotency-key') ?? ''
    if (!keyPattern.test(key)) throw new ProblemError(keyMissing)
    c.set('idempotencyKey', key)
    const id = { actorId: c.var.actor.id, key }
    const claim = await store.claim({
      ...id,
      fingerprint: await fingerprint(c.req.method, c.req.path, await c.req.text()),
    })
    switch (claim.state) {
      case 'answered':
        return c.body(claim.answer.body, claim.answer.status as 200, {
          'content-type': claim.answer.contentType,
          'idempotency-replayed': 'true',
        })
      case 'in-progress':
        throw new ProblemError(inProgress)
      case 'reused':
        throw new ProblemError(keyReused)
      case 'claimed':
        await next()
    }
    if (c.res.status >= 500) return store.release(id)
    const contentType = c.res.headers.get('content-type') ?? 'application/json'
    await store.answer(id, { status: c.res.status, contentType, body: await c.res.clone().text() })
  })

async function fingerprint(method: string, path: string, body: string): Promise<string> {
  return createHash('sha256').update(`${method} ${path}\n${body}`).digest('hex')
}

const keyMissing: Problem = {
  code: 'idempotency-key-missing',
  title: 'A request that changes something needs an Idempotency-Key.',
  detail: 'Header Idempotency-Key: 8 to 200 visible ASCII characters.',
  remedy: 'Send a new random key for each action, and the same key when you repeat it.',
}
const keyReused: Problem = {
  code: 'idempotency-key-reused',
  title: 'This Idempotency-Key was used for another request.',
  detail: null,
  remedy: 'Use a new key for a new action.',
}
const inProgress: Problem = {
  code: 'request-in-progress',
  title: 'The first request with this Idempotency-Key is still being worked on.',
  detail: null,
  remedy: 'Wait a moment, then repeat it with the same key.',
}
