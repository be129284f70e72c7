import { AwsError } from '../wire/aws-error.ts'
import { bodyText, type WireRequest, type WireResponse } from '../wire/message.ts'
import type { Faults } from '../faults/fault-list.ts'
import { parseFaultRule } from '../faults/parse-fault-rule.ts'
import type { RequestFilter, RequestLog } from '../log/request-log.ts'
import type { Behaviours } from '../world/task-app/behaviours.ts'
import type { VirtualClock } from '../world/virtual-clock.ts'
import type { Mount } from './aws-endpoint.ts'
import { parseBehaviour } from './parse-behaviour.ts'

export type AdminDeps = {
  readonly faults: Faults
  readonly requests: RequestLog
  readonly behaviours: () => Behaviours
  readonly clock: () => VirtualClock
  readonly doors: () => Record<string, string>
  /** Builds the world anew from its scenario. */
  readonly reset: () => Promise<void>
}

type Answer = { readonly status: number; readonly body: unknown }
type Action = (deps: AdminDeps, request: WireRequest, id: string) => Answer | Promise<Answer>

/** Drives a simulator from another process, under `/_sim/`. */
export function createAdmin(deps: AdminDeps): Mount {
  return {
    prefix: '/_sim/',
    async answer(request) {
      const [, , noun = '', id = '', verb = ''] = request.path.split('/')
      const action = actions[`${request.method} ${actionPath(noun, id, verb)}`]
      if (!action)
        return json({
          status: 404,
          body: { error: `${request.method} ${request.path} is unknown.`, known: Object.keys(actions) },
        })
      try {
        return json(await action(deps, request, id))
      } catch (error) {
        return json({ status: error instanceof AwsError ? 400 : 500, body: { error: String(error) } })
      }
    },
  }
}

const actions: Readonly<Record<string, Action>> = {
  'GET faults': ({ faults }) =>
    ok(faults.list().map(({ id, rule, hits, held }) => ({ id, ...rule, hits: hits(), held: held() }))),
  'POST faults': ({ faults }, request) => ({
    status: 201,
    body: { id: faults.add(parseFaultRule(readJson(request))).id },
  }),
  'DELETE faults': ({ faults }) => {
    faults.clear()
    return done
  },
  'DELETE faults/:id': ({ faults }, _request, id) => {
    const fault = faults.find(id)
    fault?.()
    return fault ? done : missing(id)
  },
  'POST faults/:id/release': ({ faults }, _request, id) => {
    const fault = faults.find(id)
    fault?.release()
    return fault ? done : missing(id)
  },
  'POST faults/:id/drop': ({ faults }, _request, id) => {
    const fault = faults.find(id)
    fault?.drop()
    return fault ? done : missing(id)
  },
  'GET behaviour': ({ behaviours }) =>
    ok(
      behaviours()
        .list()
        .map(({ id, match, change }) => ({ id, match, ...change })),
    ),
  'POST behaviour': ({ behaviours }, request) => {
    const { match, change } = parseBehaviour(readJson(request))
    return { status: 201, body: { id: behaviours().add(match, change).id } }
  },
  'DELETE behaviour': ({ behaviours }) => {
    behaviours().clear()
    return done
  },
  'DELETE behaviour/:id': ({ behaviours }, _request, id) => (behaviours().remove(id) ? done : missing(id)),
  'GET requests': ({ requests }, { query }) => ok(requests.list(readFilter(query))),
  'DELETE requests': ({ requests }) => {
    requests.clear()
    return done
  },
  'GET clock': ({ clock }) => ok({ now: clock().date().toISOString(), mode: clock().mode }),
  'POST clock/advance': ({ clock }, request) => {
    const { milliseconds } = readJson(request)
    if (typeof milliseconds !== 'number' || !(milliseconds >= 0))
      throw new AwsError('ValidationError', 'milliseconds must be a number, 0 or more.')
    clock().advance(milliseconds)
    return ok({ now: clock().date().toISOString() })
  },
  'GET doors': ({ doors }) => ok(doors()),
  'POST reset': async ({ reset }) => {
    await reset()
    return done
  },
}

const done: Answer = { status: 200, body: {} }

function ok(body: unknown): Answer {
  return { status: 200, body }
}

function missing(id: string): Answer {
  return { status: 404, body: { error: `There is no ${id}.` } }
}

function json({ status, body }: Answer): WireResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(body)}\n` }
}

function actionPath(noun: string, id: string, verb: string): string {
  if (noun === 'clock') return id ? `clock/${id}` : 'clock'
  return [noun, ...(id ? [':id'] : []), ...(verb ? [verb] : [])].join('/')
}

function readJson(request: WireRequest): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(bodyText(request))
    if (typeof parsed === 'object' && parsed !== null) return { ...parsed }
  } catch {
    // Told below, together with JSON that is no object.
  }
  throw new AwsError('ValidationError', 'The body must be a JSON object.')
}

function readFilter(query: URLSearchParams): RequestFilter {
  const text = (name: string) => query.get(name) ?? undefined
  const number = (name: string) => (query.has(name) ? Number(query.get(name)) : undefined)
  const given = {
    service: text('service'),
    operation: text('operation'),
    errorCode: text('errorCode'),
    since: number('since'),
    limit: number('limit'),
  }
  return given
}
