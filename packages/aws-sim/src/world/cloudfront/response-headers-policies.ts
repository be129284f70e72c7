import type { ResponseHeadersPolicyConfig } from '@aws-sdk/client-cloudfront'
import { AwsError } from '../../wire/aws-error.ts'
import type { WorldContext } from '../world.ts'

/** Headers that a distribution gives its answers, whatever the origin says. */
export type ResponseHeadersPolicy = {
  readonly id: string
  config: ResponseHeadersPolicyConfig
  etag: string
  lastModified: Date
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html */
const managedSecurityHeaders: ResponseHeadersPolicyConfig = {
  Name: 'Managed-SecurityHeadersPolicy',
  SecurityHeadersConfig: {
    XSSProtection: { Override: false, Protection: true, ModeBlock: true },
    FrameOptions: { Override: false, FrameOption: 'SAMEORIGIN' },
    ReferrerPolicy: { Override: false, ReferrerPolicy: 'strict-origin-when-cross-origin' },
    ContentTypeOptions: { Override: true },
    StrictTransportSecurity: { Override: false, AccessControlMaxAgeSec: 31_536_000 },
  },
}
const managedSecurityHeadersId = '67f7725c-6f97-4210-82d7-5512b31e9d03'

export type ResponseHeadersPolicies = {
  createResponseHeadersPolicy(config: ResponseHeadersPolicyConfig): ResponseHeadersPolicy
  /** The policy, or `NoSuchResponseHeadersPolicy`. */
  responseHeadersPolicy(id: string): ResponseHeadersPolicy
  updateResponseHeadersPolicy(
    id: string,
    config: ResponseHeadersPolicyConfig,
    ifMatch: string | undefined,
  ): ResponseHeadersPolicy
}

export function createResponseHeadersPolicies(
  { clock, random }: Pick<WorldContext, 'clock' | 'random'>,
  newEtag: () => string,
): ResponseHeadersPolicies {
  const managed: ResponseHeadersPolicy = {
    id: managedSecurityHeadersId,
    config: managedSecurityHeaders,
    etag: 'E23ZP02F085DFQ',
    lastModified: new Date(0),
  }
  const policies = new Map([[managed.id, managed]])
  const find = (id: string): ResponseHeadersPolicy => {
    const found = policies.get(id)
    if (!found)
      throw new AwsError('NoSuchResponseHeadersPolicy', 'The response headers policy does not exist.', 404)
    return found
  }
  return {
    responseHeadersPolicy: find,
    createResponseHeadersPolicy(config) {
      if ([...policies.values()].some((one) => one.config.Name === config.Name))
        throw new AwsError(
          'ResponseHeadersPolicyAlreadyExists',
          'A response headers policy with this name already exists.',
          409,
        )
      const digits = random.hex(32)
      const id = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(digits)?.slice(1).join('-') ?? digits
      const created: ResponseHeadersPolicy = { id, config, etag: newEtag(), lastModified: clock.date() }
      policies.set(id, created)
      return created
    },
    updateResponseHeadersPolicy(id, config, ifMatch) {
      const policy = find(id)
      if (ifMatch === undefined)
        throw new AwsError('InvalidIfMatchVersion', 'The If-Match version is missing for the resource.')
      if (ifMatch !== policy.etag)
        throw new AwsError(
          'PreconditionFailed',
          'The request failed because it did not meet the preconditions.',
          412,
        )
      Object.assign(policy, { config, etag: newEtag(), lastModified: clock.date() })
      return policy
    },
  }
}
