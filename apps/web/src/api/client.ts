import { notReached, notUnderstood, problemOf } from './api-problem.ts'

const root = '/api/v1'

/** What a reply is parsed with; a zod schema of shared-types. */
type Schema<T> = { safeParse: (value: unknown) => { success: true; data: T } | { success: false } }

type Query = Record<string, string | number | null | undefined>

type ReadRequest<T> = { path: string; query?: Query; schema: Schema<T>; signal?: AbortSignal }
type SendRequest<T> = { path: string; body?: unknown; schema: Schema<T>; idempotencyKey: string }

/** A path below the API's root, its parts encoded: `apiPath('releases', id)`. */
export const apiPath = (...parts: readonly string[]): string => parts.map(encodeURIComponent).join('/')

/** Reads a resource. Throws `ApiProblem` or `NoAnswer`. */
export const read = <T>({ path, query = {}, schema, signal }: ReadRequest<T>): Promise<T> =>
  exchange(`${root}/${path}${queryText(query)}`, schema, { signal: signal ?? null })

/** Changes something. The same key makes a repeat harmless. Throws `ApiProblem` or `NoAnswer`. */
export const send = <T>({ path, body, schema, idempotencyKey }: SendRequest<T>): Promise<T> =>
  exchange(`${root}/${path}`, schema, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
    body: JSON.stringify(body ?? {}),
  })

const exchange = async <T>(url: string, schema: Schema<T>, init: RequestInit): Promise<T> => {
  const where = `${init.method ?? 'GET'} ${url.split('?')[0]}`
  const headers = { accept: 'application/json', ...init.headers }
  const response = await fetch(url, { ...init, headers, credentials: 'same-origin' }).catch(
    (cause: unknown) => {
      if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
      throw notReached()
    },
  )
  if (!response.ok) throw await problemOf(response, where)
  const body: unknown = await response.json().catch(() => null)
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw notUnderstood(where)
  return parsed.data
}

const queryText = (query: Query): string => {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== undefined && value !== '') parameters.set(name, String(value))
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}
