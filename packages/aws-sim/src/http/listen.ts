import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

export type Listener = { readonly url: string; readonly port: number; close(): Promise<void> }

export type Respond = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * Listens on one address; port 0 takes any free one. A failure of `respond` ends the connection and is told to
 * `onError`. Closing cuts what is still open, so that a call that is never answered does not keep the process.
 */
export async function listen(
  address: { readonly host: string; readonly port: number },
  respond: Respond,
  onError: (error: unknown) => void,
): Promise<Listener> {
  const server = createServer({ keepAliveTimeout: 60_000, noDelay: true }, (request, response) => {
    respond(request, response).catch((error: unknown) => {
      onError(error)
      response.destroy()
    })
  })
  // A client that goes away in the middle is no defect.
  server.on('clientError', (_error, socket) => socket.destroy())
  const port = await bind(server, address)
  return {
    port,
    url: `http://${address.host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function bind(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const bound = server.address()
      resolve(typeof bound === 'object' && bound ? bound.port : port)
    })
  })
}
