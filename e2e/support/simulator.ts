import { z } from 'zod'
import type { DemoProcess } from '../../scripts/demo/demo-process.ts'

const Doors = z.record(z.string(), z.string())
const Fault = z.object({ id: z.union([z.string(), z.number()]) })
const Requests = z.array(z.object({ service: z.string(), operation: z.string() }).loose())

type FaultKind = 'throttle' | 'serverError' | 'accessDenied' | 'slow' | 'hold' | 'reset'
type FaultRule = {
  readonly service: string
  readonly operation: string
  readonly kind: FaultKind
  readonly times?: number
  readonly delayMilliseconds?: number
  readonly where?: Readonly<Record<string, unknown>>
}

const call = async (demo: DemoProcess, method: string, path: string, body?: unknown): Promise<unknown> => {
  const response = await fetch(`${demo.awsUrl}/_sim/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.json()
}

/** Keeps a release in the middle of its publication: the assets are there, the page is not. */
export const pageCannotBePublished = {
  service: 's3',
  operation: 'PutObject',
  kind: 'throttle',
  where: { Key: 'index.html' },
} as const satisfies FaultRule

/** Makes AWS misbehave until the returned function is called. */
export const addFault = async (demo: DemoProcess, rule: FaultRule): Promise<() => Promise<void>> => {
  const { id } = Fault.parse(await call(demo, 'POST', 'faults', rule))
  return async () => void (await call(demo, 'DELETE', `faults/${id}`))
}

export const clearFaults = async (demo: DemoProcess): Promise<void> =>
  void (await call(demo, 'DELETE', 'faults'))

/** How many calls of an operation AWS has seen. */
export const countRequests = async (demo: DemoProcess, service: string, operation: string): Promise<number> =>
  Requests.parse(await call(demo, 'GET', `requests?service=${service}&operation=${operation}&limit=100000`))
    .length

type Behaviour = {
  /** What it is meant for: a service such as `lessons-staging/api`, a data path of it, an image. A member left out matches. */
  readonly match: { readonly service?: string; readonly path?: string; readonly digest?: string }
  readonly errorRate?: number
  readonly latencyMilliseconds?: number
}

/** Makes a version, or one data path of it, behave otherwise from now on. */
export const behave = async (demo: DemoProcess, behaviour: Behaviour): Promise<void> =>
  void (await call(demo, 'POST', 'behaviour', behaviour))

/** Everything behaves as its image says again. */
export const behaveWell = async (demo: DemoProcess): Promise<void> =>
  void (await call(demo, 'DELETE', 'behaviour'))

/** The address of a front door, such as `storefront-production-site`. */
export const doorOf = async (demo: DemoProcess, name: string): Promise<string> => {
  const door = Doors.parse(await call(demo, 'GET', 'doors'))[name]
  if (door === undefined) throw new Error(`the simulator has no door ${name}`)
  return door
}
