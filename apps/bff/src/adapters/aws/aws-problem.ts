import type { Problem } from '@lockstep/shared-types/problem'
import {
  classifyAwsError,
  property,
  text,
  type AwsCause,
  type CredentialsTrouble,
} from './classify-aws-error.ts'

/** The IAM action that allows an operation, where it is not named alike. */
const iamAction: Readonly<Record<string, string>> = {
  's3:HeadObject': 's3:GetObject',
  's3:HeadBucket': 's3:ListBucket',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:DeleteObjects': 's3:DeleteObject',
  's3:CreateMultipartUpload': 's3:PutObject',
  's3:UploadPart': 's3:PutObject',
  's3:CompleteMultipartUpload': 's3:PutObject',
  's3:CopyObject': 's3:GetObject and s3:PutObject',
}

/** What AWS is busy with, for people. */
const busyWith: Readonly<Record<string, string>> = {
  'cloudfront:CreateInvalidation': 'invalidations',
  'ecs:RegisterTaskDefinition': 'new task definitions',
}

type Words = { readonly title: string; readonly remedy: string }

const credentialsWords: Readonly<Record<CredentialsTrouble, (what: string) => Words>> = {
  none: (what) => ({
    title: `There are no AWS credentials to ask ${what} with.`,
    remedy:
      'Give Lockstep credentials: variables (AWS_ACCESS_KEY_ID …), a profile (AWS_PROFILE), or a role of the task or machine it runs on. The detail says where it looked.',
  }),
  expired: (what) => ({
    title: `The AWS credentials had expired when Lockstep asked ${what}.`,
    remedy:
      'Renew them (sign in again, or give new variables). Those of a role renew themselves: if such have expired, look at what hands them out.',
  }),
  unknown: (what) => ({
    title: `AWS does not know the access key that Lockstep asked ${what} with.`,
    remedy:
      'Check AWS_ACCESS_KEY_ID or the profile: the key may have been deleted or turned off, belong to another partition, or the region may not be enabled for the account.',
  }),
  wrong: (what) => ({
    title: `The signature of ${what} does not fit the access key.`,
    remedy:
      'Check the secret access key (AWS_SECRET_ACCESS_KEY) and that no proxy changes requests on their way to AWS.',
  }),
}

function clockWords(aheadMilliseconds: number | null, what: string): Words {
  const minutes = Math.round(Math.abs(aheadMilliseconds ?? 0) / 60_000)
  const amount = minutes > 120 ? `${Math.round(minutes / 60)} hours` : `${minutes} minutes`
  const off =
    aheadMilliseconds === null
      ? 'is too far from the time of AWS'
      : `is ${amount} ${aheadMilliseconds > 0 ? 'ahead of' : 'behind'} the time of AWS`
  return {
    title: `AWS refused ${what} because of the time: the clock of the machine that Lockstep runs on ${off}.`,
    remedy:
      'Set the clock of that machine and keep it right (NTP, chrony). Neither permissions nor credentials are the cause.',
  }
}

function wording(cause: AwsCause, operation: string, where: string): Words {
  const what = `${operation}${where}`
  switch (cause.code) {
    case 'aws-access-denied':
      return {
        title: `AWS denied ${what}.`,
        remedy: `Allow ${iamAction[operation] ?? operation} on it for the role that Lockstep uses in this environment.`,
      }
    case 'aws-clock-wrong':
      return clockWords(cause.aheadMilliseconds, what)
    case 'aws-credentials-refused':
      return credentialsWords[cause.why](what)
    case 'aws-not-found':
      return {
        title: `AWS does not know what ${operation} asked for${where}.`,
        remedy: 'Check the name, the region and the account in the configuration; it may have been deleted.',
      }
    case 'aws-throttled':
      if ('heldBack' in cause)
        return {
          title: `Lockstep held ${what} back: its share of the account's budget for such calls is used up.`,
          remedy:
            'Wait a moment: Lockstep asks again by itself. If it lasts, check fewer environments of this account at once, or less often.',
        }
      return {
        title: `AWS throttled ${what}.`,
        remedy:
          'Wait a moment: Lockstep asks again by itself, more slowly. If it lasts, something else in the account uses up the request budget.',
      }
    case 'aws-busy':
      return {
        title: `AWS has as many ${busyWith[operation] ?? `calls of ${operation}`} under way as it takes at once${where}.`,
        remedy: 'Wait: Lockstep asks again by itself, and goes on as soon as some of them have ended.',
      }
    case 'aws-unavailable':
      if ('noSuchHost' in cause)
        return {
          title: `There is no host to ask ${what}.`,
          remedy:
            'Check the region in the configuration for a typing error, then the name resolution of the machine that Lockstep runs on.',
        }
      return {
        title: `AWS did not answer ${what}.`,
        remedy:
          'Lockstep asks again by itself. If it lasts, check the network and the AWS Health Dashboard for the region.',
      }
    case 'aws-invalid-response':
      return {
        title: `The answer to ${what} could not be understood.`,
        remedy:
          'Lockstep asks again by itself. If it lasts, check that the endpoint really is AWS and that no proxy changes its answers.',
      }
    case 'aws-rejected':
      if ('otherRegion' in cause)
        return {
          title: `${what} asked in the wrong region: the bucket is in ${cause.otherRegion ?? 'another one'}.`,
          remedy: `Set frontend.region in the configuration to ${cause.otherRegion ?? 'that of the bucket'}, or check the bucket's name.`,
        }
      return {
        title: `AWS rejected ${what}.`,
        remedy: 'The detail says what AWS objects to; correct it in AWS or in the configuration.',
      }
    case 'internal':
      return {
        title: `Lockstep failed while it worked on ${what}.`,
        remedy: 'This is a fault of Lockstep: please report it with the detail.',
      }
  }
}

/** A read may be several calls: which one was denied, AWS itself says best. */
const deniedAction = (message: string, operation: string): string =>
  /not authorized to perform: ([a-z0-9-]+:\w+)/.exec(message)?.[1] ?? operation

/**
 * Names what went wrong in an AWS call. `operation` as IAM names it (`ecs:DescribeServices`), `resource` for people.
 * Takes whatever was thrown; never throws. `now` in epoch milliseconds: the time that signatures are made with.
 */
export function awsProblem(error: unknown, operation: string, resource?: string, now = Date.now()): Problem {
  const cause = classifyAwsError(error, now)
  const name = text(property(error, 'name')) || 'Error'
  const message = text(property(error, 'message')).slice(0, 500)
  const requestId = text(property(property(error, '$metadata'), 'requestId'))
  const where = resource === undefined ? '' : ` for ${resource}`
  const asked = cause.code === 'aws-access-denied' ? deniedAction(message, operation) : operation
  return {
    code: cause.code,
    ...wording(cause, asked, where),
    detail: `${name}: ${message}${requestId === '' ? '' : ` (request ${requestId})`}`,
  }
}
