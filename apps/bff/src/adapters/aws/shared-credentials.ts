import type { AwsCredentialIdentity } from '@smithy/types'

type Provider = () => Promise<AwsCredentialIdentity>

export type SharedCredentials = Provider & {
  /** Looks for credentials anew at the next call: AWS has refused those that there are. */
  readonly forget: () => void
  /** Tells the SDK's clients that this keeps credentials itself; else each would keep its own, and never learn of `forget`. */
  readonly memoized: true
}

/** Renewed this long before they expire, so that a call never leaves with credentials about to end. */
const renewBeforeMilliseconds = 5 * 60_000

/**
 * One set of credentials for all clients of an environment. Left alone, each of the seven clients
 * would assume the role by itself. A failure is not kept: the next call tries again. `create` makes what looks for them;
 * what it made may keep what it found for good, so that it is made anew when that was refused.
 */
export function shareCredentials(create: () => Provider, now: () => number = Date.now): SharedCredentials {
  let provider = create()
  let current: Promise<AwsCredentialIdentity> | undefined
  let renewAt = Infinity

  const get = (): Promise<AwsCredentialIdentity> => {
    if (current !== undefined && now() < renewAt) return current
    renewAt = Infinity
    const asked = provider().then(
      (credentials) => {
        const expiration = credentials.expiration?.getTime() ?? Infinity
        renewAt = expiration - renewBeforeMilliseconds
        return credentials
      },
      (error: unknown) => {
        if (current === asked) current = undefined
        throw error
      },
    )
    current = asked
    return asked
  }
  const forget = (): void => {
    if (current === undefined) return
    current = undefined
    provider = create()
  }
  return Object.assign(get, { forget, memoized: true as const })
}
