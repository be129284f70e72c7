import {
  CreateInvalidationCommand,
  DescribeFunctionCommand,
  DescribeKeyValueStoreCommand,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  GetInvalidationCommand,
  ListInvalidationsCommand,
} from '@aws-sdk/client-cloudfront'
import { step, type Flow } from '../flow.ts'

const none = 'E00000000000NO'

/** Distributions take a quarter of an hour to make and to remove, so only what is not there is asked. */
export const cloudfrontFlow: Flow = {
  service: 'cloudfront',
  makes: null,
  steps: [
    step('a distribution that is not there', ({ clients }) =>
      clients.cloudfront.send(new GetDistributionCommand({ Id: none })),
    ),
    step('its configuration', ({ clients }) =>
      clients.cloudfront.send(new GetDistributionConfigCommand({ Id: none })),
    ),
    step('its invalidations', ({ clients }) =>
      clients.cloudfront.send(new ListInvalidationsCommand({ DistributionId: none })),
    ),
    step('one of its invalidations', ({ clients }) =>
      clients.cloudfront.send(new GetInvalidationCommand({ DistributionId: none, Id: 'I00000000000NO' })),
    ),
    step('to invalidate it', ({ clients }) =>
      clients.cloudfront.send(
        new CreateInvalidationCommand({
          DistributionId: none,
          InvalidationBatch: { CallerReference: 'a', Paths: { Quantity: 1, Items: ['/index.html'] } },
        }),
      ),
    ),
    step('an invalidation whose quantity is not its number of paths', ({ clients }) =>
      clients.cloudfront.send(
        new CreateInvalidationCommand({
          DistributionId: none,
          InvalidationBatch: { CallerReference: 'a', Paths: { Quantity: 2, Items: ['/index.html'] } },
        }),
      ),
    ),
    step('a function that is not there', ({ clients, prefix }) =>
      clients.cloudfront.send(new DescribeFunctionCommand({ Name: prefix })),
    ),
    step('a key value store that is not there', ({ clients, prefix }) =>
      clients.cloudfront.send(new DescribeKeyValueStoreCommand({ Name: prefix })),
    ),
  ],
}
