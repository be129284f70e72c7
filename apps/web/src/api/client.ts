import type { Api } from '@lockstep/bff/api'
import { hc } from 'hono/client'
import { notReached, notUnderstood, problemOf } from './api-problem.ts'
import type { Attempt } from './attempt.ts'

/** What a reply is parsed with; a zod schema of shared-types. */
type Schema<T> = { safeParse: (value: unknown) => { success: true; data: T } | { success: false } }

type Reply = Pick<Response, 'ok' | 'status' | 'url' | 'json'>

/** A request that never reached the server says so in words; one that was called off stays as it is. */
const reach = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
  try {
    return await fetch(input, { ...init, credentials: 'same-origin' })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw notReached()
  }
}

/** The API by its own types: paths, parameters and bodies are checked by the compiler. */
export const api = hc<Api>('/api/v1', { fetch: reach })

/** What belongs to one environment. */
export const environmentApi = api.applications[':application'].environments[':environment']

/** The typed client puts parameters into the path as they are, so what an address brought is encoded here. */
export const releaseParam = (releaseId: string) => ({ releaseId: encodeURIComponent(releaseId) })

/** The reply's body, parsed. Throws `ApiProblem` or `NoAnswer`. */
export const answer = async <T>(request: Promise<Reply>, schema: Schema<T>): Promise<T> => {
  const reply = await request
  const where = URL.canParse(reply.url) ? new URL(reply.url).pathname : 'Lockstep'
  if (!reply.ok) throw await problemOf(reply, where)
  const body: unknown = await reply.json().catch(() => null)
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw notUnderstood(where)
  return parsed.data
}

/** Options of a read that ends when nobody waits for it any more. */
export const until = (signal: AbortSignal) => ({ init: { signal } })

/** Options of a change: the same key makes a repeat harmless. */
export const once = ({ idempotencyKey }: Pick<Attempt<unknown>, 'idempotencyKey'>) => ({
  headers: { 'idempotency-key': idempotencyKey },
})
