import type { FreshnessHeaders } from '../drift/cache-control.ts'
import { keyOf } from './scan-script.ts'
import { codeTokens, type CodeToken } from './tokens.ts'

/** What the file says that the configuration names as the place of the backend's address. */
export type DeclaredEndpoint = {
  readonly file: string
  readonly key: string
} & (
  | {
      readonly state: 'read'
      /** How long it may be kept; left out where it is not served yet, as in an image. */
      readonly headers?: FreshnessHeaders
      /** Different ones, in their order; none when the key is not in it. */ readonly values: readonly string[]
    }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly why: string }
)

/** The values that stand under a key in a script or in JSON. */
export function valuesUnder(text: string, key: string): string[] {
  const values = new Set<string>()
  let before: readonly CodeToken[] = []
  for (const token of codeTokens(text)) {
    if (token.kind === 'literal' && keyOf(before) === key) values.add(token.text)
    before = [token, ...before.slice(0, 4)]
  }
  return [...values]
}
