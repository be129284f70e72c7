import { createAdmin } from './http/admin.ts'
import { createAwsHost } from './http/aws-host.ts'
import type { Mount } from './http/aws-endpoint.ts'
import { createDoors, type Doors } from './http/doors.ts'
import { listen, type Respond } from './http/listen.ts'
import { createFaults, type Faults } from './faults/fault-list.ts'
import { createRequestLog, type RequestLog } from './log/request-log.ts'
import { createServices } from './services/create-services.ts'
import { worldHandlers } from './services/world-handlers.ts'
import { createWorld, type World } from './world/create-world.ts'
import { paces } from './world/pace.ts'
import { createRandom } from './world/random.ts'
import type { Pace } from './world/world.ts'
import { createVirtualClock, type VirtualClock, type VirtualClockOptions } from './world/virtual-clock.ts'

/** A world and the addresses at which it can be reached: what a scenario works with. */
export type ScenarioWorld = World & Pick<Doors, 'reserveDoor' | 'attachDoor'> & { readonly url: string }

/** Fills an empty world, gives each front door its address, and says what a reader should know. */
export type Scenario<Result = unknown> = (world: ScenarioWorld) => Promise<Result>

export type SimulatorOptions<Result> = {
  /** 0 takes a free one; doors then take free ones too, else `port + 11`, `port + 12`, … */
  readonly port?: number
  readonly host?: string
  readonly seed?: number
  readonly accountId?: string
  readonly region?: string
  readonly pace?: Pace
  readonly clock?: VirtualClockOptions
  readonly scenario?: Scenario<Result>
  /** Told of defects of the simulator itself; the default writes them to standard error. */
  readonly onDefect?: (what: string, error: unknown) => void
}

export type Simulator<Result> = {
  readonly url: string
  readonly doors: Record<string, string>
  /** What the scenario gave back; undefined without one. */
  readonly scenario: Result | undefined
  readonly world: ScenarioWorld
  readonly clock: VirtualClock
  readonly faults: Faults
  readonly requests: RequestLog
  /** Empties faults and log and builds the world anew; its old state is gone, its addresses stay. */
  reset(): Promise<void>
  close(): Promise<void>
}

type Life<Result> = {
  world: ScenarioWorld
  clock: VirtualClock
  result: Result | undefined
  respond: Respond
}

/** Starts AWS on loopback: one port for all services, one for each front door of the scenario. */
export async function startSimulator<Result = unknown>(
  options: SimulatorOptions<Result> = {},
): Promise<Simulator<Result>> {
  const { port = 0, host = '127.0.0.1', seed = 1, onDefect = reportDefect } = options
  const faults = createFaults(createRandom(seed + 1))
  const requests = createRequestLog()
  let life: Life<Result> | null = null
  const settle = (): void => life?.clock.settle()
  const onError = (error: unknown): void => onDefect('http', error)
  const respond: Respond = async (request, response) => {
    if (life) await life.respond(request, response)
    else response.writeHead(503, { 'retry-after': '1' }).end('The world is being built.\n')
  }
  const listener = await listen({ host, port }, respond, onError)
  const doors = createDoors({ host, port: port === 0 ? 0 : listener.port }, settle, onError)

  const admin = createAdmin({
    faults,
    requests,
    clock: () => current().clock,
    doors: () => doors.urls(),
    reset: () => reset(),
  })
  const current = (): Life<Result> => {
    if (!life) throw new Error('The simulator has no world.')
    return life
  }
  const begin = async (): Promise<void> => {
    life = await createLife(options, { url: listener.url, doors, faults, requests, admin, onDefect })
  }
  const reset = async (): Promise<void> => {
    life?.clock.stop()
    life = null
    faults.clear()
    requests.clear()
    doors.detachAll()
    await begin()
  }
  const close = async (): Promise<void> => {
    life?.clock.stop()
    faults.clear()
    await Promise.all([listener.close(), doors.close()])
  }
  try {
    await begin()
  } catch (error) {
    await close()
    throw error
  }
  return {
    url: listener.url,
    get doors() {
      return doors.urls()
    },
    get scenario() {
      return current().result
    },
    get world() {
      return current().world
    },
    get clock() {
      return current().clock
    },
    faults,
    requests,
    reset,
    close,
  }
}

type LifeDeps = {
  readonly url: string
  readonly doors: Doors
  readonly faults: Faults
  readonly requests: RequestLog
  readonly admin: Mount
  readonly onDefect: (what: string, error: unknown) => void
}

async function createLife<Result>(options: SimulatorOptions<Result>, deps: LifeDeps): Promise<Life<Result>> {
  const { seed = 1, accountId = '123456789012', region = 'eu-west-1', pace = paces.demo } = options
  const { reserveDoor, attachDoor } = deps.doors
  const clock = createVirtualClock(options.clock)
  const parts = createWorld({ clock, random: createRandom(seed), accountId, region, pace })
  const world: ScenarioWorld = { ...parts, reserveDoor, attachDoor, url: deps.url }
  const layers: Mount = {
    prefix: '/_ecr/',
    answer: ({ method, headers }, url) => parts.ecr.downloads.answer({ method, url, headers }),
  }
  const respond = createAwsHost({
    services: createServices(worldHandlers(parts)),
    mounts: [deps.admin, layers],
    faults: deps.faults,
    requests: deps.requests,
    clock,
    principalOf: parts.sts.principalOf,
    onDefect: ({ service, operation }, error) => deps.onDefect(`${service}.${operation}`, error),
  })
  return { world, clock, respond, result: await options.scenario?.(world) }
}

function reportDefect(what: string, error: unknown): void {
  console.error(`[aws-sim] ${what}`, error)
}
