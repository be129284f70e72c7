import type { Problem } from '@lockstep/shared-types/problem'

/** A value or a named problem. Expected failures are returned, never thrown. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const fail = (problem: Problem): Result<never> => ({ ok: false, problem })
