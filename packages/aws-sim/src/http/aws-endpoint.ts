import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Middleware, Outcome } from '../wire/aws-server.ts'
import { splitTarget, type WireRequest, type WireResponse } from '../wire/message.ts'
import { collectBody, flatHeaders, send, sendHalf } from './exchange.ts'
import type { Respond } from './listen.ts'
import { runPlain, type PlainName } from './plain-call.ts'

/** Answers what is not AWS on the same port, by the first segments of the path: `/_ecr/`, `/_sim/`. */
export type Mount = {
  readonly prefix: string
  /** With a name its requests are logged and can be struck by faults. */
  readonly name?: PlainName
  /** `url` is the raw path and query. */
  answer(request: WireRequest, url: string): WireResponse | Promise<WireResponse>
}

/** The one port of all services. `before` runs ahead of every request. */
export function createAwsEndpoint(
  answerAws: (request: WireRequest) => Promise<Outcome>,
  mounts: readonly Mount[],
  middleware: readonly Middleware[],
  before: () => void,
): Respond {
  return async (incoming, response) => {
    const request = await readRequest(incoming)
    if (!request) return
    before()
    const mount = mounts.find(({ prefix }) => request.path.startsWith(prefix))
    if (!mount) return deliver(await answerAws(request), incoming, response)
    const answer = () => mount.answer(request, incoming.url ?? '/')
    if (mount.name) deliver(await runPlain(middleware, mount.name, request, answer), incoming, response)
    else send(response, await answer())
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

/** Brings the outcome to the client: an answer, half of one, a cut, or nothing. */
export function deliver(outcome: Outcome, incoming: IncomingMessage, response: ServerResponse): void {
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
