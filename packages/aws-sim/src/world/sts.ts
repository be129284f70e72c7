import { AwsError } from '../wire/aws-error.ts'
import type { WorldContext } from './world.ts'

export type IssuedCredentials = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiration: Date
  /** ARN of the assumed role session. */
  readonly principal: string
  readonly assumedRoleId: string
}

/** Who is who: the keys that were issued and the roles behind them. */
export interface Sts {
  /** Credentials for a session of a role, of any account; throws AccessDenied for a denied role. `durationSeconds` is real time. */
  assumeRole(
    roleArn: string,
    sessionName: string,
    durationSeconds: number,
    byAccessKeyId?: string,
  ): IssuedCredentials
  /** The ARN that a key stands for: the role session, or the demo user for a key from elsewhere. */
  readonly principalOf: (accessKeyId: string) => string
  /** The account that a key belongs to: of its role, or of the world for a key from elsewhere. */
  accountOf(accessKeyId: string): string
  /** Refuses to let anyone assume this role. */
  denyRole(roleArn: string): void
  allowRole(roleArn: string): void
}

const roleArnPattern = /^arn:aws:iam::\d{12}:role\/(.+)$/

export function createSts({ accountId, random }: WorldContext): Sts {
  const issued = new Map<string, IssuedCredentials>()
  const denied = new Set<string>()
  // A key that is an account number is a user's of that account, so that a client needs no role to be elsewhere.
  const accountOf = (accessKeyId: string): string =>
    issued.get(accessKeyId)?.principal.split(':')[4] ??
    (/^\d{12}$/.test(accessKeyId) ? accessKeyId : accountId)
  const principalOf = (accessKeyId: string): string =>
    issued.get(accessKeyId)?.principal ?? `arn:aws:iam::${accountOf(accessKeyId)}:user/demo`
  return {
    assumeRole(roleArn, sessionName, durationSeconds, by) {
      const role = roleArnPattern.exec(roleArn)?.[1]
      if (!role) throw new AwsError('ValidationError', `${roleArn} is invalid`)
      if (denied.has(roleArn))
        throw new AwsError(
          'AccessDenied',
          `User: ${principalOf(by ?? '')} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
          403,
        )
      const roleName = role.split('/').at(-1) ?? role
      const account = roleArn.split(':')[4] ?? accountId
      const credentials: IssuedCredentials = {
        accessKeyId: `ASIA${random.hex(16).toUpperCase()}`,
        secretAccessKey: random.hex(40),
        sessionToken: `session.${random.hex(64)}`,
        // Clients compare this with their own clock, so it must be real and not virtual.
        expiration: new Date(Date.now() + durationSeconds * 1000),
        principal: `arn:aws:sts::${account}:assumed-role/${roleName}/${sessionName}`,
        assumedRoleId: `AROA${random.hex(16).toUpperCase()}:${sessionName}`,
      }
      issued.set(credentials.accessKeyId, credentials)
      return credentials
    },
    principalOf,
    accountOf,
    denyRole: (roleArn) => void denied.add(roleArn),
    allowRole: (roleArn) => void denied.delete(roleArn),
  }
}
