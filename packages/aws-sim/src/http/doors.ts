import type { Door } from '../world/world.ts'
import { collectBody, flatHeaders, send } from './exchange.ts'
import { listen, type Listener } from './listen.ts'

/** The front doors of a world, each on a loopback port of its own. */
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
        if (door) send(response, await door.answer({ method, url, headers: flatHeaders(incoming) }))
        else
          send(response, {
            status: 503,
            headers: { 'content-type': 'text/plain' },
            body: `${name}: nothing behind this door\n`,
          })
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
