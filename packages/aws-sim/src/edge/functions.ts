import type { DistributionConfig } from '@aws-sdk/client-cloudfront'
import type { EdgeEvent, EdgeRequest, EdgeResponse } from '@lockstep/cohort-function/event'
import { loadFunction, type EdgeFunction } from '@lockstep/cohort-function/runtime'
import type { EventType, FunctionRecord } from '../world/cloudfront/functions.ts'
import type { CloudFront, Distribution } from '../world/cloudfront.ts'
import { createRandom } from '../world/random.ts'

/** Runs the functions that distributions have; what they throw is for the caller to answer. */
export type FunctionRunner = {
  /** Null when the distribution has none for that event. */
  run(
    distribution: Distribution,
    eventType: EventType,
    request: EdgeRequest,
    response?: EdgeResponse,
  ): Promise<EdgeRequest | EdgeResponse> | null
}

export function createFunctionRunner(cloudfront: CloudFront): FunctionRunner {
  const loaded = new Map<string, EdgeFunction>()
  // Its own source: who visits must not change which ids the rest of the world draws.
  const random = createRandom(20_260_000)
  let serial = 0

  const load = (record: FunctionRecord): EdgeFunction => {
    const key = `${record.arn} ${record.etag}`
    const known = loaded.get(key)
    if (known) return known
    const { keyValueStoreArn } = record
    const store =
      keyValueStoreArn === null
        ? null
        : { get: (name: string) => cloudfront.stores.get(keyValueStoreArn)?.atEdge.get(name) }
    const fresh = loadFunction(record.code, { store, random: () => random.next() })
    loaded.set(key, fresh)
    return fresh
  }

  return {
    run(distribution, eventType, request, response) {
      const arn = functionArn(distribution.config, eventType)
      if (arn === undefined) return null
      const event: EdgeEvent = {
        version: '1.0',
        context: {
          distributionDomainName: distribution.domainName,
          distributionId: distribution.id,
          eventType,
          requestId: `request-${++serial}`,
        },
        viewer: { ip: '127.0.0.1' },
        request,
        ...(response && { response }),
      }
      const record = cloudfront.functionAt(arn)
      if (!record) return Promise.reject(new Error(`there is no function ${arn}`))
      try {
        return load(record).run(event)
      } catch (error) {
        return Promise.reject(error instanceof Error ? error : new Error(String(error)))
      }
    },
  }
}

/** The ARN of the function that a distribution's site has for an event. */
export function functionArn(config: DistributionConfig, eventType: EventType): string | undefined {
  const items = config.DefaultCacheBehavior?.FunctionAssociations?.Items ?? []
  return items.find((item) => item.EventType === eventType)?.FunctionARN
}
