import type { AwsCredentialIdentity } from '@smithy/types'

type Provider = () => Promise<AwsCredentialIdentity>

/** Renewed this long before they expire, so that a call never leaves with credentials about to end. */
const renewBeforeMilliseconds = 5 * 60_000

/**
 * One set of credentials for all clients of an environment. Left alone, each of the seven clients
 * would assume the role by itself. A failure is not kept: the next call tries again.
 */
export function shareCredentials(provider: Provider, now: () => number = Date.now): Provider {
  let current: Promise<AwsCredentialIdentity> | undefined
  let renewAt = Infinity

  return () => {
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
}
