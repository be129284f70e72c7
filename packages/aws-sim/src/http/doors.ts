import type { Door } from '../world/world.ts'
import type { Middleware } from '../wire/aws-server.ts'
import { splitTarget, type WireResponse } from '../wire/message.ts'
import { deliver } from './aws-endpoint.ts'
import { collectBody, flatHeaders } from './exchange.ts'
import { listen, type Listener } from './listen.ts'
import { runPlain } from './plain-call.ts'

/** The front doors of a world, each on a loopback port of its own. Faults know them as operations of the service `door`. */
export interface Doors {
  /** Binds a port for a door that will be attached later, since a frontend's bundle bakes the address in. */
  readonly reserveDoor: (name: string) => Promise<string>
  /** Gives a reserved door what is behind it; reserves it first when it is not. */
  readonly attachDoor: (name: string, door: Door) => Promise<string>
  readonly urls: () => Record<string, string>
  /** Empties all doors; their ports stay. */
  detachAll(): void
  close(): Promise<void>
}

/** The first door of a simulator on port P is on P + 11. */
const firstDoorOffset = 11

export function createDoors(
  address: { readonly host: string; readonly port: number },
  middleware: readonly Middleware[],
  before: () => void,
  onError: (error: unknown) => void,
): Doors {
  const listeners = new Map<string, Promise<Listener>>()
  const urls = new Map<string, string>()
  const attached = new Map<string, Door>()

  const open = (name: string): Promise<Listener> => {
    const port = address.port === 0 ? 0 : address.port + firstDoorOffset + listeners.size
    return listen(
      { host: address.host, port },
      async (incoming, response) => {
        // Requests are small here; the body is read only to free the connection.
        await collectBody(incoming)
        before()
        const door = attached.get(name)
        const { method = 'GET', url = '/' } = incoming
        const headers = flatHeaders(incoming)
        const request = { method, path: splitTarget(url).path, headers }
        const answer = () => door?.answer({ method, url, headers }) ?? nothingBehind(name)
        const outcome = await runPlain(middleware, { service: 'door', operation: name }, request, answer)
        deliver(outcome, incoming, response)
      },
      onError,
    )
  }
  const reserveDoor = async (name: string): Promise<string> => {
    const listener = listeners.get(name) ?? open(name)
    listeners.set(name, listener)
    const { url } = await listener
    urls.set(name, url)
    return url
  }
  return {
    reserveDoor,
    attachDoor(name, door) {
      attached.set(name, door)
      return reserveDoor(name)
    },
    urls: () => Object.fromEntries(urls),
    detachAll: () => attached.clear(),
    async close() {
      await Promise.all([...listeners.values()].map(async (listener) => (await listener).close()))
    },
  }
}

function nothingBehind(name: string): WireResponse {
  return {
    status: 503,
    headers: { 'content-type': 'text/plain' },
    body: `${name}: nothing behind this door\n`,
  }
}
