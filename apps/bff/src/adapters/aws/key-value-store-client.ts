import {
  CloudFrontKeyValueStoreClient,
  type CloudFrontKeyValueStoreClientConfig,
} from '@aws-sdk/client-cloudfront-keyvaluestore'
// Signs for all regions (SigV4A), which the store demands; the client finds it by being there.
import '@aws-sdk/signature-v4a'

/**
 * A client for what CloudFront key-value stores hold. AWS addresses a store by the account's number in front of the host;
 * an endpoint of the SDK's own configuration (`AWS_ENDPOINT_URL`) is addressed as it stands, since it rarely answers there.
 */
export function createKeyValueStoreClient(
  config: CloudFrontKeyValueStoreClientConfig,
): CloudFrontKeyValueStoreClient {
  const client = new CloudFrontKeyValueStoreClient(config)
  const standard = client.config.endpointProvider
  client.config.endpointProvider = ({ Endpoint, ...parameters }, context) => {
    const endpoint = standard(parameters, context)
    return Endpoint === undefined ? endpoint : { ...endpoint, url: new URL(Endpoint) }
  }
  return client
}
