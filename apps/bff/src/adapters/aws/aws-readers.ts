import type { Clock } from '../../domain/clock.ts'
import type { ObservationReaders } from '../../features/drift/ports.ts'
import { createBucketFileReader } from './bucket-file-reader.ts'
import type { AwsClientFactory } from './clients.ts'
import { createDistributionReader } from './distribution-reader.ts'
import { createEcsServiceReader } from './ecs-service-reader.ts'
import { createEcsTaskDefinitionReader } from './ecs-task-definition-reader.ts'
import { createEcsTaskReader } from './ecs-task-reader.ts'
import { createForwardingReader } from './forwarding-reader.ts'
import { createGivenUpReader } from './given-up-reader.ts'
import { createImageLabelReader } from './image-label-reader.ts'
import { createImageReader } from './image-reader.ts'
import { createPrecedence } from './precedence.ts'
import { createSiteLister } from './site-lister.ts'
import { createTargetHealthReader } from './target-health-reader.ts'

/** The readers that ask AWS. Together with `createProbeReaders` they make all of `ObservationReaders`. */
export function createAwsReaders(
  factory: AwsClientFactory,
  clock: Clock,
): Omit<ObservationReaders, 'edgeFile' | 'health' | 'appVersion'> {
  const taskDefinitions = createEcsTaskDefinitionReader(factory, clock)
  const inside = createImageLabelReader(factory, clock)
  // Both spend the budget of load balancer reads, which is small for many environments: health is worth more.
  const first = createPrecedence()
  return {
    service: createEcsServiceReader(factory, clock).read,
    taskDefinition: taskDefinitions.read,
    taskDefinitionActive: taskDefinitions.active,
    findEarlierTaskDefinition: taskDefinitions.findEarlier,
    tasks: createEcsTaskReader(factory, clock).read,
    givenUp: createGivenUpReader(factory, clock),
    targets: first.do(createTargetHealthReader(factory, clock).read),
    forwarding: first.after(createForwardingReader(factory, clock)),
    images: createImageReader(factory, clock).read,
    imageLabel: inside.read,
    platformImages: inside.platformImages,
    distribution: createDistributionReader(factory, clock).read,
    siteListing: createSiteLister(factory, clock),
    bucketFile: createBucketFileReader(factory, clock).read,
  }
}
