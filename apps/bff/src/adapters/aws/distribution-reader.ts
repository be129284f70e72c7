import { GetDistributionCommand } from '@aws-sdk/client-cloudfront'
import type { Clock } from '../../domain/clock.ts'
import type { CacheLimits } from '../../domain/drift/cache-control.ts'
import type { DistributionState } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import { mapReading, type Reading } from '../../domain/reading.ts'
import { createCachePolicyReader, limitsOf } from './cache-policy-reader.ts'
import type { AwsClientFactory } from './clients.ts'
import { behaviourFor, mayRewritePages, originOf, rewritesRequests } from './distribution-behaviour.ts'
import { DistributionReply, type Behaviour, type DistributionConfiguration } from './distribution-schema.ts'
import { readAws } from './reading.ts'

/** Reads the distribution that serves the frontend, and how long it keeps the site's page. */
export function createDistributionReader(factory: AwsClientFactory, clock: Clock) {
  const readPolicy = createCachePolicyReader(factory, clock)

  const limitsFor = async (
    environment: Environment,
    behaviour: Behaviour | null,
    at: { readonly source: string; readonly readAt: string },
  ): Promise<Reading<CacheLimits>> => {
    const policy = behaviour?.CachePolicyId ?? null
    if (policy !== null) return await readPolicy(environment, policy)
    const value = limitsOf(behaviour?.MinTTL, behaviour?.DefaultTTL, behaviour?.MaxTTL)
    return { state: 'read', value, ...at }
  }

  const read = async (environment: Environment): Promise<Reading<DistributionState>> => {
    const { distributionId: id, url } = environment.frontend
    const reading = await readAws(
      { operation: 'cloudfront:GetDistribution', resource: id },
      clock,
      async () => {
        const reply = await factory.for(environment).cloudFront.send(new GetDistributionCommand({ Id: id }))
        return DistributionReply.parse(reply).Distribution
      },
    )
    if (reading.state !== 'read') return reading
    const { DistributionConfig: config } = reading.value
    const at = { source: reading.source, readAt: reading.readAt }
    const behaviours = behavioursOf(config, url)
    const [page, versionFile] = await Promise.all([
      limitsFor(environment, behaviours.page, at),
      limitsFor(environment, behaviours.versionFile, at),
    ])
    return mapReading(reading, (found) => ({
      id: found.Id,
      domainName: found.DomainName,
      enabled: config.Enabled,
      status: found.Status,
      aliases: config.Aliases?.Items ?? [],
      defaultRootObject: config.DefaultRootObject ?? '',
      origin: originOf(config, behaviours.page),
      rewritesRequests: rewritesRequests(behaviours.page),
      mayRewritePages: mayRewritePages(behaviours.page),
      caching: cachingOf(page, versionFile),
    }))
  }
  return { read }
}

function cachingOf(
  page: Reading<CacheLimits>,
  versionFile: Reading<CacheLimits>,
): DistributionState['caching'] {
  if (page.state !== 'read') return page
  if (versionFile.state !== 'read') return versionFile
  return { ...page, value: { page: page.value, versionFile: versionFile.value } }
}

/** believed: the root is matched against the patterns by the name of the page that stands for it; not looked up. */
function behavioursOf(config: DistributionConfiguration, siteUrl: string) {
  const root = new URL(siteUrl).pathname.replace(/\/+$/, '')
  return {
    page: behaviourFor(config, `${root}/${config.DefaultRootObject || 'index.html'}`),
    versionFile: behaviourFor(config, `${root}/version.txt`),
  }
}
