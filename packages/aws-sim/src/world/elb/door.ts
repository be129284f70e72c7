import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import { createRandom } from '../random.ts'
import type { ContainerBehaviour, Door, WorldContext, WorldRequest, WorldResponse } from '../world.ts'
import { measureDropped, measureFixed, measureLatency, measureRequests } from './measure.ts'
import {
  actionsFor,
  createPoints,
  forwardWeights,
  mainListener,
  pickWeighted,
  type RouteDeps,
  servingTargets,
} from './router.ts'
import { stickyCookie, stickyId, stickySeconds, stuckTo } from './stickiness.ts'
import type { TargetGroupRecord } from './types.ts'

type DoorDeps = RouteDeps & {
  readonly loadBalancerArn: string
  readonly doorName: string
  readonly dimension: string
}

/** How this request's connection fails; null when it does not. Draws nothing where no connection ever fails. */
const dropsConnection = (
  { connectionErrorRate = 0, brokenAnswerRate = 0 }: ContainerBehaviour,
  next: () => number,
): 'refused' | 'broken' | null => {
  if (connectionErrorRate + brokenAnswerRate === 0) return null
  const point = next()
  if (point < connectionErrorRate) return 'refused'
  return point < connectionErrorRate + brokenAnswerRate ? 'broken' : null
}

const page = (status: number, text: string): WorldResponse => ({
  status,
  headers: { 'content-type': 'text/html', server: 'awselb/2.0' },
  body: `<html><head><title>${status} ${text}</title></head><body><center><h1>${status} ${text}</h1></center></body></html>\n`,
})

/** A redirect's Location: each part as configured, where `#{…}` stands for the request's own. */
const location = (action: Action, request: WorldRequest): string => {
  const {
    Protocol = '#{protocol}',
    Host = '#{host}',
    Path = '/#{path}',
    Query = '#{query}',
  } = action.RedirectConfig ?? {}
  const [path = '/', query = ''] = request.url.split('?', 2)
  const own: Record<string, string> = {
    protocol: 'http',
    host: request.headers['host'] ?? '',
    path: path.slice(1),
    query,
  }
  const fill = (part: string): string => part.replaceAll(/#\{(\w+)\}/g, (_, name: string) => own[name] ?? '')
  return `${fill(Protocol).toLowerCase()}://${fill(Host)}${fill(Path)}${fill(Query) && `?${fill(Query)}`}`
}

/** A load balancer as its callers see it: picks the rule, the target group by weight, a healthy target; counts all. */
export const createDoor = (context: WorldContext, deps: DoorDeps): Door => {
  // Its own source: how often callers come must not change which ids the rest of the world draws.
  const random = createRandom(context.random.integer(1, 2 ** 31))
  const { state, network, metrics, loadBalancerArn, dimension } = deps
  const byItself = (response: WorldResponse): WorldResponse => {
    measureRequests({ metrics, loadBalancer: dimension, targetGroup: null }, response.status, 1)
    return response
  }

  const points = createPoints(random.next())

  const groupFor = (action: Action, request: WorldRequest): TargetGroupRecord | undefined => {
    const tuples = forwardWeights(action)
    const stuck = stickySeconds(action) === null ? null : stuckTo(request)
    // Whoever has the cookie stays even when the weight has become 0; only an action without the group lets go of them.
    const kept = tuples
      .map((tuple) => state.targetGroups.get(tuple.TargetGroupArn))
      .find((group) => group !== undefined && stickyId(group) === stuck && servingTargets(group).length > 0)
    return kept ?? state.targetGroups.get(pickWeighted(tuples, points())?.TargetGroupArn ?? '')
  }

  const forward = (action: Action, request: WorldRequest): WorldResponse => {
    const group = groupFor(action, request)
    const targets = group === undefined ? [] : servingTargets(group)
    const target = targets[random.integer(0, Math.max(0, targets.length - 1))]
    if (group === undefined || target === undefined)
      return byItself(page(503, 'Service Temporarily Unavailable'))
    const app = network.at(target.id, target.port)
    const who = { metrics, loadBalancer: dimension, targetGroup: group.dimension }
    const dropped = app === null ? 'refused' : dropsConnection(app.behaviour, random.next)
    if (app === null || dropped !== null) {
      measureDropped(who, dropped ?? 'refused', 1)
      return page(502, 'Bad Gateway')
    }
    const response = app.answer(request)
    measureRequests(who, response.status, 1)
    measureLatency(who, app.behaviour.latencyMilliseconds, 1)
    const seconds = stickySeconds(action)
    if (seconds === null) return response
    const cookie = stickyCookie(group, seconds, context.clock.now())
    return { ...response, headers: { ...response.headers, 'set-cookie': cookie } }
  }

  return {
    name: deps.doorName,
    answer(request) {
      const listener = mainListener(state, loadBalancerArn)
      const actions = listener === null ? [] : actionsFor(state, listener, request)
      const last = actions.at(-1)
      switch (last?.Type) {
        case 'forward':
          return forward(last, request)
        case 'fixed-response': {
          const {
            StatusCode = '500',
            ContentType = 'text/plain',
            MessageBody = '',
          } = last.FixedResponseConfig ?? {}
          const status = Number(StatusCode)
          measureFixed({ metrics, loadBalancer: dimension, targetGroup: null }, status, 1)
          return { status, headers: { 'content-type': ContentType, server: 'awselb/2.0' }, body: MessageBody }
        }
        case 'redirect': {
          const status = last.RedirectConfig?.StatusCode === 'HTTP_301' ? 301 : 302
          return byItself({ ...page(status, 'Found'), headers: { location: location(last, request) } })
        }
        default:
          return byItself(page(503, 'Service Temporarily Unavailable'))
      }
    },
  }
}
