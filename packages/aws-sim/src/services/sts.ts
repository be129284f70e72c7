import type * as sts from '@aws-sdk/client-sts'
import { AwsError } from '../wire/aws-error.ts'
import type { Handlers } from '../wire/handlers.ts'
import type { IssuedCredentials, Sts } from '../world/sts.ts'

const shortestSeconds = 900
const longestSeconds = 43_200

/** The STS operations of the simulator. */
export function stsHandlers(state: Sts): Handlers<typeof sts> {
  return {
    GetCallerIdentity(_input, { accessKeyId }) {
      const arn = state.principalOf(accessKeyId ?? '')
      return { Account: arn.split(':')[4], Arn: arn, UserId: arn.split('/').at(-1) }
    },
    AssumeRole({ RoleArn = '', RoleSessionName = '', DurationSeconds = 3600 }, { accessKeyId }) {
      if (!/^[\w+=,.@-]{2,64}$/.test(RoleSessionName))
        throw new AwsError('ValidationError', `Value '${RoleSessionName}' at 'roleSessionName' is invalid`)
      if (DurationSeconds < shortestSeconds || DurationSeconds > longestSeconds)
        throw new AwsError(
          'ValidationError',
          `Value '${DurationSeconds}' at 'durationSeconds' is out of range`,
        )
      const issued = state.assumeRole(RoleArn, RoleSessionName, DurationSeconds, accessKeyId ?? '')
      return {
        Credentials: credentials(issued),
        AssumedRoleUser: { AssumedRoleId: issued.assumedRoleId, Arn: issued.principal },
        PackedPolicySize: 1,
      }
    },
  }
}

function credentials(issued: IssuedCredentials) {
  return {
    AccessKeyId: issued.accessKeyId,
    SecretAccessKey: issued.secretAccessKey,
    SessionToken: issued.sessionToken,
    Expiration: issued.expiration,
  }
}
