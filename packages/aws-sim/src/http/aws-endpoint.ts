import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Outcome } from '../wire/aws-server.ts'
import { splitTarget, type WireRequest, type WireResponse } from '../wire/message.ts'
import { collectBody, flatHeaders, send, sendHalf } from './exchange.ts'
import type { Respond } from './listen.ts'

/** Answers what is not AWS on the same port, by the first segments of the path: `/_ecr/`, `/_sim/`. */
export type Mount = {
  readonly prefix: string
  /** `url` is the raw path and query. */
  answer(request: WireRequest, url: string): WireResponse | Promise<WireResponse>
}

/** The one port of all services. `before` runs ahead of every request. */
export function createAwsEndpoint(
  answerAws: (request: WireRequest) => Promise<Outcome>,
  mounts: readonly Mount[],
  before: () => void,
): Respond {
  return async (incoming, response) => {
    const request = await readRequest(incoming)
    if (!request) return
    before()
    const mount = mounts.find(({ prefix }) => request.path.startsWith(prefix))
    if (mount) send(response, await mount.answer(request, incoming.url ?? '/'))
    else deliver(await answerAws(request), incoming, response)
  }
}

/** Null when the client went away before its request was complete. */
async function readRequest(incoming: IncomingMessage): Promise<WireRequest | null> {
  try {
    const body = await collectBody(incoming)
    const { method = 'GET', url = '/' } = incoming
    return { method, ...splitTarget(url), headers: flatHeaders(incoming), body }
  } catch {
    return null
  }
}

function deliver(outcome: Outcome, incoming: IncomingMessage, response: ServerResponse): void {
  switch (outcome.kind) {
    case 'answer':
      return send(response, outcome.response)
    case 'truncated':
      return sendHalf(response, outcome.response)
    case 'reset':
      incoming.socket.resetAndDestroy()
      return
    case 'silence':
      // The socket stays open until the client gives up or the simulator closes.
      return
  }
}
