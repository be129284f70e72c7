import { createRequire } from 'node:module'
import type * as storePackage from '@aws-sdk/client-cloudfront-keyvaluestore'

/** Loaded when the first client is made; see `loaded-late.ts`. */
const require = createRequire(import.meta.url)

/**
 * A client for what CloudFront key-value stores hold. AWS addresses a store by the account's number in front of the host;
 * an endpoint of the SDK's own configuration (`AWS_ENDPOINT_URL`) is addressed as it stands, since it rarely answers there.
 */
export function createKeyValueStoreClient(
  config: storePackage.CloudFrontKeyValueStoreClientConfig,
): storePackage.CloudFrontKeyValueStoreClient {
  // Signs for all regions (SigV4A), which the store demands; the client finds it by being there.
  require('@aws-sdk/signature-v4a')
  const { CloudFrontKeyValueStoreClient } =
    require('@aws-sdk/client-cloudfront-keyvaluestore') as typeof storePackage
  const client = new CloudFrontKeyValueStoreClient(config)
  const standard = client.config.endpointProvider
  client.config.endpointProvider = ({ Endpoint, ...parameters }, context) => {
    const endpoint = standard(parameters, context)
    return Endpoint === undefined ? endpoint : { ...endpoint, url: new URL(Endpoint) }
  }
  return client
}
