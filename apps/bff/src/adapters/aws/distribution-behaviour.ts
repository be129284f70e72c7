import type { Behaviour, DistributionConfiguration } from './distribution-schema.ts'

/** The behaviour that serves a path: the first whose pattern it matches, else the default. */
export function behaviourFor(config: DistributionConfiguration, path: string): Behaviour | null {
  const special = (config.CacheBehaviors?.Items ?? []).find(({ PathPattern }) =>
    matchesPattern(PathPattern ?? '', path),
  )
  return special ?? config.DefaultCacheBehavior ?? null
}

/** `*` stands for any characters, `?` for one; the slash at the beginning may be left out of a pattern. */
function matchesPattern(pattern: string, path: string): boolean {
  const whole = pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`
  const source = whole
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's').test(path)
}

/** The bucket or host that a behaviour asks; of a group the one that is asked first. */
export function originOf(
  config: DistributionConfiguration,
  behaviour: Behaviour | null,
): { readonly domainName: string; readonly path: string } | null {
  const wanted = behaviour?.TargetOriginId
  const group = config.OriginGroups?.Items?.find(({ Id }) => Id === wanted)
  const id = group === undefined ? wanted : group.Members?.Items?.[0]?.OriginId
  const origin = config.Origins?.Items?.find(({ Id }) => Id === id)
  return origin === undefined ? null : { domainName: origin.DomainName, path: origin.OriginPath ?? '' }
}

const events = (associations: Behaviour['FunctionAssociations']): readonly string[] =>
  associations?.Items?.map(({ EventType }) => EventType) ?? []

export const rewritesRequests = (behaviour: Behaviour | null): boolean =>
  [...events(behaviour?.FunctionAssociations), ...events(behaviour?.LambdaFunctionAssociations)].some(
    (event) => event.endsWith('-request'),
  )

/** Any Lambda@Edge may answer with a page of its own; a CloudFront Function has no way to read one. */
export const mayRewritePages = (behaviour: Behaviour | null): boolean =>
  events(behaviour?.LambdaFunctionAssociations).length > 0
