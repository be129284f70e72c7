import { compose, type Call, type Middleware, type Outcome } from '../wire/aws-server.ts'
import type { AwsError } from '../wire/aws-error.ts'
import type { WireRequest, WireResponse } from '../wire/message.ts'

/** What the log and the fault rules call a request that is no AWS operation. */
export type PlainName = { readonly service: string; readonly operation: string }

/**
 * Takes a plain HTTP request (a layer's download, a visit at a front door) through the same middleware as AWS calls, so
 * that faults reach it too. Its input is `{ method, path }`.
 */
export function runPlain(
  middleware: readonly Middleware[],
  name: PlainName,
  request: Pick<WireRequest, 'method' | 'path' | 'headers'>,
  answer: () => WireResponse | Promise<WireResponse>,
): Promise<Outcome> {
  const { method, path, headers } = request
  const call: Call = {
    context: { ...name, requestId: '', accessKeyId: null, region: null, headers, host: headers.host ?? '' },
    input: { method, path },
    refuse,
  }
  return compose(middleware, call, async () => ({
    kind: 'answer',
    response: await answer(),
    errorCode: null,
  }))
}

function refuse(error: AwsError): Outcome {
  const response = {
    status: error.status ?? 400,
    headers: { 'content-type': 'text/plain' },
    body: `${error.message}\n`,
  }
  return { kind: 'answer', response, errorCode: error.code }
}
