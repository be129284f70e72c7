import { createHash } from 'node:crypto'
import { AwsError } from '../../wire/aws-error.ts'
import type { WorldContext } from '../world.ts'
import type { Environment, HostedVersion, Profile } from './types.ts'

type Place = { readonly environment: Environment; readonly profile: Profile }

type Session = Place & { readonly bucket: number; readonly pollSeconds: number; lastVersion: number | null }

/** Clients that poll for configuration. Each token is good for one poll, which gives the next. */
export interface Sessions {
  start(application: string, environment: string, profile: string, pollSeconds: number): string
  /** `version` is null when nothing has changed since the session's last poll. */
  poll(token: string): {
    readonly nextToken: string
    readonly pollSeconds: number
    readonly version: HostedVersion | null
    readonly profileType: string
  }
}

/** Tokens kept, so that a client that polls for days does not fill the memory. */
const mostTokens = 10_000

export function createSessions(
  { random }: WorldContext,
  locate: (application: string, environment: string, profile: string) => Place,
): Sessions {
  const sessions = new Map<string, Session>()
  const issue = (session: Session): string => {
    const token = random.hex(40)
    sessions.set(token, session)
    const oldest = sessions.keys().next()
    if (sessions.size > mostTokens && !oldest.done) sessions.delete(oldest.value)
    return token
  }
  return {
    start(application, environment, profile, pollSeconds) {
      return issue({
        ...locate(application, environment, profile),
        bucket: bucketOf(random.hex(16)),
        pollSeconds,
        lastVersion: null,
      })
    },
    poll(token) {
      const session = sessions.get(token)
      if (!session) throw new AwsError('BadRequestException', 'Request token is expired or invalid.')
      // A token stays good for a repeat: a client whose answer was lost must not lose its session.
      const number = versionFor(session)
      const changed = number !== null && number !== session.lastVersion
      const nextToken = issue({ ...session, lastVersion: number })
      const version = session.profile.versions.find((one) => one.number === number) ?? null
      const { pollSeconds, profile } = session
      return { nextToken, pollSeconds, version: changed ? version : null, profileType: profile.type }
    },
  }
}

/** A session stays on its side of a growing percentage. */
function versionFor({ environment, profile, bucket }: Session): number | null {
  const serving = environment.serving.get(profile.id)
  if (!serving) return null
  return serving.next && bucket < serving.next.percentage ? serving.next.version : serving.stable
}

/** A number from 0 to below 100, spread evenly. */
function bucketOf(key: string): number {
  return (createHash('md5').update(key).digest().readUInt32BE() / 0x1_0000_0000) * 100
}
