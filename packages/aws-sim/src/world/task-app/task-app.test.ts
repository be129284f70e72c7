import { describe, expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import type { ContainerBehaviour } from '../world.ts'
import { createTaskApp } from './task-app.ts'

const startedAt = Date.UTC(2026, 0, 1)
const appWith = (behaviour: Partial<ContainerBehaviour> = {}) =>
  createTaskApp({
    behaviour: {
      health: 'pass',
      errorRate: 0,
      latencyMilliseconds: 40,
      version: 'v1',
      commit: 'c1',
      ...behaviour,
    },
    startedAt,
    random: createRandom(1),
  })
const get = (url: string, behaviour: Partial<ContainerBehaviour> = {}, method = 'GET') =>
  appWith(behaviour).answer({ method, url, headers: {} })
const json = (body: string | Uint8Array): unknown => JSON.parse(String(body))

describe('the app of a task', () => {
  test('is healthy or not as its image says', () => {
    expect(get('/health')).toMatchObject({ status: 200, body: '{"status":"ok"}' })
    expect(get('/health', { health: 'fail' }).status).toBe(503)
    expect(get('/health', { health: 'crash' }).status).toBe(503)
  })

  test('says which version and commit it is and since when it runs', () => {
    expect(json(get('/version').body)).toEqual({
      version: 'v1',
      commit: 'c1',
      startedAt: '2026-01-01T00:00:00.000Z',
    })
  })

  test('answers the API as JSON, with its version in a header that a page of another origin may read', () => {
    const answer = get('/api/catalogue?page=1')
    expect(answer.status).toBe(200)
    expect(json(answer.body)).toMatchObject({ path: '/api/catalogue', version: 'v1' })
    expect(answer.headers).toMatchObject({
      'x-app-version': 'v1',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'x-app-version',
    })
  })

  test('lets a page that names its origin send its cookies', () => {
    const app = appWith()
    const origin = 'http://127.0.0.1:4610'
    const allowed = {
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    }
    for (const method of ['GET', 'OPTIONS'])
      expect(app.answer({ method, url: '/version', headers: { origin } }).headers).toMatchObject(allowed)
    expect(get('/version').headers).not.toHaveProperty('access-control-allow-credentials')
  })

  test('answers preflight requests of browsers, and HEAD without a body', () => {
    expect(get('/api/catalogue', {}, 'OPTIONS')).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-origin': '*' },
    })
    expect(get('/health', {}, 'HEAD')).toMatchObject({ status: 200, body: '' })
  })

  test('fails as often as its error rate says, but only in the API', () => {
    const app = appWith({ errorRate: 0.25 })
    const statuses = Array.from(
      { length: 4000 },
      () => app.answer({ method: 'GET', url: '/api/x', headers: {} }).status,
    )
    const share = statuses.filter((status) => status === 500).length / statuses.length
    expect(share).toBeGreaterThan(0.22)
    expect(share).toBeLessThan(0.28)
    expect(get('/version', { errorRate: 1 }).status).toBe(200)
  })

  test('knows nothing else', () => {
    expect(get('/').status).toBe(404)
    expect(get('/apix').status).toBe(404)
  })
})
