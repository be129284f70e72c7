import { createFaults, type Faults } from './faults/fault-list.ts'
import { createFaultMiddleware } from './faults/fault-middleware.ts'
import { createAdmin } from './http/admin.ts'
import { createDoors } from './http/doors.ts'
import { listen, type Respond } from './http/listen.ts'
import { beginLife, type Life, type LifeOptions, type ScenarioWorld } from './life.ts'
import { createRequestLog, type RequestLog } from './log/request-log.ts'
import { createRandom } from './world/random.ts'
import type { VirtualClock } from './world/virtual-clock.ts'

export type SimulatorOptions<Result> = LifeOptions<Result> & {
  /** 0 takes a free one; doors then take free ones too, else `port + 11`, `port + 12`, … */
  readonly port?: number
  readonly host?: string
  /** Told of defects of the simulator itself; the default writes them to standard error. */
  readonly onDefect?: (what: string, error: unknown) => void
}

export type Simulator<Result> = {
  /** What `AWS_ENDPOINT_URL` must be. */
  readonly url: string
  /** Addresses of the front doors by name. */
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

/** Starts AWS on loopback: one port for all services, one for each front door of the scenario. */
export async function startSimulator<Result = undefined>(
  options: SimulatorOptions<Result> = {},
): Promise<Simulator<Result>> {
  const { port = 0, host = '127.0.0.1', seed = 1, onDefect = reportDefect } = options
  const faults = createFaults(createRandom(seed + 1))
  const requests = createRequestLog()
  let life: Life<Result> | null = null

  const onError = (error: unknown): void => onDefect('http', error)
  const respond: Respond = async (request, response) => {
    if (life) await life.respond(request, response)
    else response.writeHead(503, { 'retry-after': '1' }).end('The world is being built.\n')
  }
  const listener = await listen({ host, port }, respond, onError)
  const doors = createDoors(
    { host, port },
    [createFaultMiddleware(faults, () => undefined)],
    () => life?.clock.settle(),
    onError,
  )
  const current = (): Life<Result> => {
    if (!life) throw new Error('The simulator has no world.')
    return life
  }
  const begin = async (): Promise<void> => {
    life = await beginLife(options, { url: listener.url, doors, faults, requests, admin, onDefect })
  }
  const end = (): void => {
    life?.clock.stop()
    life = null
    faults.clear()
    requests.clear()
    doors.detachAll()
  }
  const reset = async (): Promise<void> => {
    end()
    await begin()
  }
  const admin = createAdmin({
    faults,
    requests,
    behaviours: () => current().world.behaviours,
    clock: () => current().clock,
    doors: doors.urls,
    reset,
  })
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
    faults,
    requests,
    reset,
    close,
    get doors() {
      return doors.urls()
    },
    get scenario() {
      return current().scenario
    },
    get world() {
      return current().world
    },
    get clock() {
      return current().clock
    },
  }
}

function reportDefect(what: string, error: unknown): void {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`[aws-sim] ${what}: ${told}\n`)
}
