import type * as cloudfront from '@aws-sdk/client-cloudfront'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { CloudFront } from '../../world/cloudfront.ts'
import type { ResponseHeadersPolicy } from '../../world/cloudfront/response-headers-policies.ts'

/** Response headers policies, made, read and changed. */
export function responseHeadersHandlers(state: CloudFront): Handlers<typeof cloudfront> {
  const given = (
    config: cloudfront.ResponseHeadersPolicyConfig | undefined,
  ): cloudfront.ResponseHeadersPolicyConfig => {
    if (!config) throw new AwsError('MissingBody', 'This operation requires a body.')
    return config
  }
  return {
    CreateResponseHeadersPolicy: ({ ResponseHeadersPolicyConfig }) =>
      whole(state.createResponseHeadersPolicy(given(ResponseHeadersPolicyConfig))),
    GetResponseHeadersPolicy: ({ Id = '' }) => whole(state.responseHeadersPolicy(Id)),
    GetResponseHeadersPolicyConfig({ Id = '' }) {
      const { etag, config } = state.responseHeadersPolicy(Id)
      return { ETag: etag, ResponseHeadersPolicyConfig: config }
    },
    UpdateResponseHeadersPolicy: ({ Id = '', IfMatch, ResponseHeadersPolicyConfig }) =>
      whole(state.updateResponseHeadersPolicy(Id, given(ResponseHeadersPolicyConfig), IfMatch)),
  }
}

const whole = ({ id, config, etag, lastModified }: ResponseHeadersPolicy) => ({
  ETag: etag,
  ResponseHeadersPolicy: { Id: id, LastModifiedTime: lastModified, ResponseHeadersPolicyConfig: config },
})
