import type { Faults } from './faults/fault-list.ts'
import type { Mount } from './http/aws-endpoint.ts'
import { createAwsHost } from './http/aws-host.ts'
import type { Doors } from './http/doors.ts'
import type { Respond } from './http/listen.ts'
import type { RequestLog } from './log/request-log.ts'
import { createPlacedServices } from './services/create-services.ts'
import { handlersByCall, type Places } from './services/places.ts'
import { createWorld, type World } from './world/create-world.ts'
import { downloadPrefix } from './world/ecr/downloads.ts'
import { paces } from './world/pace.ts'
import { createRandom } from './world/random.ts'
import { createVirtualClock, type VirtualClock, type VirtualClockOptions } from './world/virtual-clock.ts'
import type { Pace } from './world/world.ts'

/** A world and the addresses at which it can be reached: what a scenario works with. */
export type ScenarioWorld = World & Pick<Doors, 'reserveDoor' | 'attachDoor'> & { readonly url: string }

/** Fills an empty world, gives each front door its address, and says what a reader should know. */
export type Scenario<Result = unknown> = (world: ScenarioWorld) => Promise<Result>

export type LifeOptions<Result> = {
  readonly seed?: number
  readonly accountId?: string
  readonly region?: string
  /** Whether other accounts and regions have a state of their own, or see this one's; `apart` by default, as in AWS. */
  readonly places?: Places
  /**
   * Whether calls beyond AWS's budgets are throttled; `none` by default, for time that a test moves by hand fills no
   * bucket, and tests share accounts that teams do not.
   */
  readonly budgets?: 'aws' | 'none'
  readonly pace?: Pace
  readonly clock?: VirtualClockOptions
  readonly scenario?: Scenario<Result>
  /** How late CloudWatch shows what AWS measures; at AWS up to three minutes. None by default: whoever watches a demo waits for nothing. */
  readonly metricsDelaySeconds?: number
  /** How late ListTasks sees tasks come and go. None by default; ECS promises no figure. */
  readonly taskListDelaySeconds?: number
}

export type LifeDeps = {
  readonly url: string
  readonly doors: Doors
  readonly faults: Faults
  readonly requests: RequestLog
  readonly admin: Mount
  readonly onDefect: (what: string, error: unknown) => void
}

/** One world from its first moment to its end: what a reset replaces. */
export type Life<Result> = {
  readonly world: ScenarioWorld
  readonly clock: VirtualClock
  readonly scenario: Result | undefined
  readonly respond: Respond
}

/** Makes a world, puts its services behind the AWS port, and lets the scenario fill it. */
export async function beginLife<Result>(options: LifeOptions<Result>, deps: LifeDeps): Promise<Life<Result>> {
  const {
    seed = 1,
    accountId = '123456789012',
    region = 'eu-west-1',
    pace = paces.demo,
    places = 'apart',
  } = options
  const { reserveDoor, attachDoor } = deps.doors
  const clock = createVirtualClock(options.clock)
  const parts = createWorld(
    { clock, random: createRandom(seed), accountId, region, pace },
    {
      metrics: (options.metricsDelaySeconds ?? 0) * 1000,
      taskList: (options.taskListDelaySeconds ?? 0) * 1000,
    },
  )
  const world: ScenarioWorld = { ...parts, reserveDoor, attachDoor, url: deps.url }
  const layers: Mount = {
    prefix: downloadPrefix,
    name: { service: 'ecr', operation: 'DownloadLayer' },
    answer: ({ method, headers }, url) => parts.ecr.downloads.answer({ method, url, headers }),
  }
  const respond = createAwsHost({
    services: createPlacedServices(handlersByCall(parts, places)),
    mounts: [deps.admin, layers],
    faults: deps.faults,
    requests: deps.requests,
    clock,
    principalOf: parts.sts.principalOf,
    accountOf: parts.sts.accountOf,
    budgets: options.budgets ?? 'none',
    onDefect: ({ service, operation }, error) => deps.onDefect(`${service}.${operation}`, error),
  })
  return { world, clock, respond, scenario: await options.scenario?.(world) }
}
