import type { ResponseHeadersPolicyConfig } from '@aws-sdk/client-cloudfront'

type Fields = Readonly<Record<string, string>>
type Added = { readonly name: string; readonly value: string; readonly isForced: boolean }

/**
 * The headers of an answer, after a response headers policy: some taken away, then others added, of which the origin's own
 * wins where the policy does not override it. What it says about CORS and Server-Timing is left out.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export function withResponseHeaders(headers: Fields, policy: ResponseHeadersPolicyConfig): Fields {
  const gone = new Set(
    (policy.RemoveHeadersConfig?.Items ?? []).map(({ Header = '' }) => Header.toLowerCase()),
  )
  const kept = Object.entries(headers).filter(([name]) => !gone.has(name.toLowerCase()))
  const result: Record<string, string> = Object.fromEntries(kept)
  for (const { name, value, isForced } of addedBy(policy)) {
    if (isForced || result[name] === undefined) result[name] = value
  }
  return result
}

function addedBy({
  SecurityHeadersConfig: security,
  CustomHeadersConfig,
}: ResponseHeadersPolicyConfig): Added[] {
  const own = (CustomHeadersConfig?.Items ?? []).map(({ Header = '', Value = '', Override }) => ({
    name: Header.toLowerCase(),
    value: Value,
    isForced: Override === true,
  }))
  const secure = (
    name: string,
    of: { readonly Override: boolean | undefined } | undefined,
    value: string | undefined,
  ): Added[] => (of === undefined ? [] : [{ name, value: value ?? '', isForced: of.Override === true }])
  const transport = security?.StrictTransportSecurity
  return [
    ...secure(
      'content-security-policy',
      security?.ContentSecurityPolicy,
      security?.ContentSecurityPolicy?.ContentSecurityPolicy,
    ),
    ...secure('x-content-type-options', security?.ContentTypeOptions, 'nosniff'),
    ...secure('x-frame-options', security?.FrameOptions, security?.FrameOptions?.FrameOption),
    ...secure('referrer-policy', security?.ReferrerPolicy, security?.ReferrerPolicy?.ReferrerPolicy),
    ...secure('strict-transport-security', transport, `max-age=${transport?.AccessControlMaxAgeSec ?? 0}`),
    ...own,
  ]
}
