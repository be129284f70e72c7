import type { Edge } from '../../edge/edge.ts'
import type { CloudFront } from '../../world/cloudfront.ts'
import type { Ecr } from '../../world/ecr.ts'
import type { EcsBuilders } from '../../world/ecs/types.ts'
import type { Elb } from '../../world/elb/types.ts'
import type { S3 } from '../../world/s3.ts'
import type { Traffic } from '../../world/traffic/types.ts'
import type { Door, WorldContext } from '../../world/world.ts'

/** What of a world a paired application is built from. */
export type BuildableWorld = {
  readonly context: WorldContext
  readonly ecr: Ecr
  readonly ecs: EcsBuilders
  readonly elb: Elb
  readonly s3: S3
  readonly cloudfront: CloudFront
  readonly traffic: Traffic
  reserveDoor(name: string): Promise<string>
  attachDoor(name: string, door: Door): Promise<string>
}

export type PairedWorld = BuildableWorld & { readonly edge: Edge }
