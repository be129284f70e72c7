import type { Distribution } from '../world/cloudfront.ts'
import type { WorldRequest, WorldResponse } from '../world/world.ts'
import { fromEdgeRequest, fromEdgeResponse, toEdgeRequest, toEdgeResponse } from './edge-event.ts'
import { errorAnswer } from './error-answer.ts'
import { functionArn, type FunctionRunner } from './functions.ts'

export type Served = {
  readonly response: WorldResponse
  /** What the origin said, whatever page stands in for its error. */
  readonly originStatus: number
}

/** Takes a visit through the distribution's functions: the path that the first one leaves is the cache's key. */
export function visitThrough(
  runner: FunctionRunner,
  distribution: Distribution,
  request: WorldRequest,
  serve: (request: WorldRequest) => Served,
): WorldResponse | Promise<WorldResponse> {
  const { config } = distribution
  const hasFunctions =
    functionArn(config, 'viewer-request') !== undefined ||
    functionArn(config, 'viewer-response') !== undefined
  return hasFunctions ? throughFunctions(runner, distribution, request, serve) : serve(request).response
}

async function throughFunctions(
  runner: FunctionRunner,
  distribution: Distribution,
  request: WorldRequest,
  serve: (request: WorldRequest) => Served,
): Promise<WorldResponse> {
  const asked = toEdgeRequest(request)
  const first = await settled(runner.run(distribution, 'viewer-request', asked) ?? asked)
  if (first === null) return failed
  if ('statusCode' in first) {
    const own = fromEdgeResponse(first, '')
    return { ...own, headers: { ...own.headers, 'x-cache': 'FunctionGeneratedResponse from cloudfront' } }
  }
  const { response, originStatus } = serve(fromEdgeRequest(first, request))
  // CloudFront calls no function for an answer that the origin refused, even when an error page stands in for it.
  if (originStatus >= 400) return response
  const given = toEdgeResponse(response)
  const last = await settled(runner.run(distribution, 'viewer-response', first, given) ?? given)
  return last !== null && 'statusCode' in last ? fromEdgeResponse(last, response.body) : failed
}

/** Null when the function threw or gave back what is neither request nor response. */
async function settled<Result>(running: Promise<Result> | Result): Promise<Result | null> {
  try {
    return await running
  } catch {
    return null
  }
}

const failed = errorAnswer(
  503,
  'The CloudFront function associated with the CloudFront distribution is invalid or could not run.',
  'FunctionExecutionError',
)
