import { runInContext, type Context } from 'node:vm'

/**
 * What Node has and cloudfront-js-2.0 has not: the runtime's documented list of features, read the other way round.
 * Syntax is not covered here; see `testing/unsupported-syntax.ts`.
 */
const globals = [
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'WeakRef',
  'Proxy',
  'Reflect',
  'BigInt',
  'Intl',
  'SharedArrayBuffer',
  'Atomics',
  'WebAssembly',
  'FinalizationRegistry',
  'Iterator',
  'eval',
]
const members: Readonly<Record<string, readonly string[]>> = {
  'Array.prototype': [
    'flat',
    'flatMap',
    'at',
    'findLast',
    'findLastIndex',
    'toSorted',
    'toReversed',
    'toSpliced',
    'with',
  ],
  'String.prototype': ['at', 'matchAll', 'normalize', 'localeCompare', 'isWellFormed', 'toWellFormed'],
  Object: ['fromEntries', 'hasOwn', 'groupBy'],
}

/** Takes away what a function could use by mistake, and would then fail with at the edge alone. */
export function removeFromGlobals(context: Context): void {
  for (const name of globals) runInContext(`delete globalThis.${name}`, context)
  for (const [owner, names] of Object.entries(members))
    for (const name of names) runInContext(`delete ${owner}.${name}`, context)
}
