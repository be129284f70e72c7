import type { Random } from '../random.ts'
import type { ContainerBehaviour, WorldRequest, WorldResponse } from '../world.ts'
import { catalogue } from './catalogue.ts'

/** The HTTP app that a task runs; how it behaves is the image's doing. */
export type TaskApp = {
  /** As it is now: a running version may go bad. */
  readonly behaviour: ContainerBehaviour
  /** Whether the health endpoint answers 200. */
  healthy(): boolean
  answer(request: WorldRequest): WorldResponse
}

export type TaskAppInput = {
  /** What the image decides. */
  readonly behaviour: ContainerBehaviour
  /** The behaviour now, from the image's; unchanged by default. */
  readonly changed?: (own: ContainerBehaviour) => ContainerBehaviour
  /** When the task started, milliseconds since the epoch. */
  readonly startedAt: number
  readonly random: Random
}

/** With its origin named, a page may send cookies along, such as that of its cohort. */
const cors = (origin: string | undefined) => ({
  ...(origin === undefined
    ? { 'access-control-allow-origin': '*' }
    : {
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        vary: 'Origin',
      }),
  'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, x-lockstep-cohort',
  'access-control-expose-headers': 'x-app-version',
})

export const createTaskApp = ({
  behaviour,
  startedAt,
  random,
  changed = (own) => own,
}: TaskAppInput): TaskApp => {
  const healthy = (): boolean => changed(behaviour).health === 'pass'
  const json = (status: number, value: unknown): WorldResponse => ({
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-app-version': behaviour.version,
    },
    body: JSON.stringify(value),
  })

  const answerGet = (path: string): WorldResponse => {
    if (path === '/health')
      return healthy() ? json(200, { status: 'ok' }) : json(503, { status: 'unavailable' })
    if (path === '/version') {
      const { version, commit } = behaviour
      return json(200, { version, commit, startedAt: new Date(startedAt).toISOString() })
    }
    if (!path.startsWith('/api/')) return json(404, { error: 'not found', path })
    if (random.next() < changed(behaviour).errorRate) return json(500, { error: 'internal error' })
    return json(200, { path, version: behaviour.version, items: catalogue })
  }

  return {
    get behaviour() {
      return changed(behaviour)
    },
    healthy,
    answer({ method, url, headers }) {
      const allowed = cors(headers['origin'])
      if (method === 'OPTIONS') return { status: 204, headers: allowed, body: '' }
      const { status, headers: own, body } = answerGet(url.split('?', 1)[0] ?? '/')
      return { status, headers: { ...own, ...allowed }, body: method === 'HEAD' ? '' : body }
    },
  }
}
