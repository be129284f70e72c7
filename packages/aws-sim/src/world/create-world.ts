import { createAppConfig, type AppConfig } from './appconfig.ts'
import { createCloudFormation, type CloudFormation } from './cloudformation.ts'
import { createCloudFront, type CloudFront } from './cloudfront.ts'
import { createCodeBuild, type CodeBuild } from './codebuild.ts'
import { createCompute, type Compute } from './compute.ts'
import type { Ecr } from './ecr.ts'
import { createRegistries } from './ecr/registries.ts'
import { perPlace, placeKey, placeSeed, type Place } from './place.ts'
import { createRandom } from './random.ts'
import { createS3, type S3 } from './s3.ts'
import { createSqs, type Sqs } from './sqs.ts'
import { createSts, type Sts } from './sts.ts'
import { createBehaviours } from './task-app/behaviours.ts'
import type { WorldContext } from './world.ts'

/**
 * Everything that AWS would hold for one account and region. Bucket names and identities are everyone's; distributions
 * are an account's.
 */
export type World = Compute & {
  readonly context: WorldContext
  readonly appconfig: AppConfig
  readonly cloudformation: CloudFormation
  readonly cloudfront: CloudFront
  readonly codebuild: CodeBuild
  readonly ecr: Ecr
  readonly s3: S3
  readonly sqs: Sqs
  readonly sts: Sts
  /** The world of another account or region, empty until something is made in it; what is not named is this one's. */
  at(place: Partial<Place>): World
}

/** How late AWS is to show what happened, milliseconds; for every account and region alike. */
export type Delays = { readonly metrics?: number; readonly taskList?: number }

/** Joins the parts of a world. It is empty: a scenario fills it. */
export function createWorld(home: WorldContext, { metrics = 0, taskList = 0 }: Delays = {}): World {
  const registries = createRegistries(home)
  const s3 = createS3(home)
  const sts = createSts(home)
  // What someone says of tasks' behaviour holds wherever they run.
  const behaviours = createBehaviours()
  const contextOf = (place: Place): WorldContext =>
    placeKey(place) === placeKey(home) ? home : { ...home, ...place, random: createRandom(placeSeed(place)) }
  const cloudfrontOf = perPlace((place) => createCloudFront(contextOf(place)))

  const at = perPlace((place): World => {
    const context = contextOf(place)
    const ecr = registries.at(place)
    const compute = createCompute(context, ecr, behaviours)
    compute.metrics.delay = metrics
    compute.ecs.listDelay = taskList
    return {
      ...compute,
      context,
      ecr,
      s3: s3.in(place),
      cloudfront: cloudfrontOf({ accountId: place.accountId, region: home.region }),
      sqs: createSqs(context),
      sts,
      cloudformation: createCloudFormation(context),
      codebuild: createCodeBuild(context),
      appconfig: createAppConfig(context),
      at: (other) => at({ ...place, ...other }),
    }
  })
  return at({ accountId: home.accountId, region: home.region })
}
