import { createContext, Script } from 'node:vm'
import type { EdgeEvent, EdgeRequest, EdgeResponse } from './event.ts'
import { removeFromGlobals } from './missing-features.ts'

/** What a function reads by `cf.kvs()`; undefined for a key that is not there. */
export type KeyValues = { get(key: string): string | undefined }

export type EdgeFunction = {
  /** Runs the handler on an event; rejects where CloudFront would answer 503. */
  run(event: EdgeEvent): Promise<EdgeRequest | EdgeResponse>
}

export type RuntimeOptions = {
  /** The associated store; null when the function has none, and `cf.kvs()` then throws. */
  readonly store: KeyValues | null
  /** At least 0, less than 1; `Math.random` of the function. */
  readonly random?: () => number
  readonly log?: (line: string) => void
}

const LOAD_MILLISECONDS = 1000

/**
 * Makes a CloudFront Function (cloudfront-js-2.0) runnable outside CloudFront: the same code, with the globals that
 * the edge has and no others. Throws when the code does not load or has no `handler`.
 */
export function loadFunction(
  code: string,
  { store, random, log = () => undefined }: RuntimeOptions,
): EdgeFunction {
  const context = createContext({})
  const script = new Script(wrap(code), { filename: 'function.js' })
  removeFromGlobals(context)
  const host = {
    get: (key: string) => readKey(store, key),
    has: (key: string) => store?.get(key) !== undefined,
    random,
    log,
  }
  const invoke: unknown = script.runInContext(context, { timeout: LOAD_MILLISECONDS })
  if (!isInvoke(invoke)) throw new Error('the function has no handler')
  const call = invoke(host)
  return {
    async run(event) {
      const text = await call(JSON.stringify(event))
      return checked(JSON.parse(text ?? 'null'), event)
    },
  }
}

type Invoke = (host: object) => (event: string) => Promise<string | undefined>
const isInvoke = (value: unknown): value is Invoke => typeof value === 'function'

/** Modules cannot be loaded in a context without a flag, so the one import that we know becomes a constant. */
function wrap(code: string): string {
  const body = code.replace(/^import (\w+) from ['"]cloudfront['"];?$/m, 'const $1 = cloudfront')
  if (/^\s*import\b/m.test(body)) throw new Error('only the module cloudfront can be imported here')
  // Events cross as text, so that nothing of this process can be reached through an object's prototype.
  return `(host) => {
    'use strict'
    if (host.random) Math.random = () => host.random()
    const console = { log: (...words) => host.log(words.join(' ')) }
    const kvs = () => ({
      get: async (key, options) => {
        const value = host.get(key)
        return options && options.format === 'json' ? JSON.parse(value) : value
      },
      exists: async (key) => host.has(key),
    })
    const cloudfront = { kvs }
    ${body}
    if (typeof handler !== 'function') throw new Error('the function has no handler')
    return async (event) => JSON.stringify(await handler(JSON.parse(event)))
  }`
}

function readKey(store: KeyValues | null, key: string): string {
  if (!store) throw new Error('no key value store is associated with the function')
  const value = store.get(key)
  if (value === undefined) throw new Error(`Key not found: ${key}`)
  return value
}

/** CloudFront refuses what is neither a request nor a response. */
function checked(result: unknown, event: EdgeEvent): EdgeRequest | EdgeResponse {
  if (typeof result !== 'object' || result === null) throw new Error('the function returned no object')
  if ('statusCode' in result && isResponse(result)) return result
  if (event.context.eventType === 'viewer-request' && isRequest(result)) return result
  throw new Error('the function returned neither a request nor a response')
}

const isResponse = (value: object): value is EdgeResponse =>
  'statusCode' in value && Number.isInteger(value.statusCode)
const isRequest = (value: object): value is EdgeRequest =>
  'uri' in value && typeof value.uri === 'string' && value.uri.startsWith('/') && 'headers' in value
