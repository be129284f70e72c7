import { ProblemDocument } from '@lockstep/shared-types/problem'
import { expect, test, vi } from 'vitest'
import { createApp, type AppDeps } from '../../app.ts'
import { fail } from '../../domain/result.ts'
import { appDeps } from '../../http/testing/app-deps.ts'

const base = 'http://127.0.0.1:4600/api/v1'
const control = '/releases/01J0000000000000000000000/rollout/control'
const emergency = '/applications/shop/environments/production/emergency'
const refused = fail({ code: 'rollout-changed', title: 'Ben set it.', detail: null, remedy: null })

const post = async (deps: Partial<AppDeps>, path: string, body: unknown, key = 'key-00000001') => {
  const response = await createApp(appDeps(deps)).request(`${base}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { host: '127.0.0.1:4600', 'content-type': 'application/json', 'idempotency-key': key },
  })
  return { status: response.status, problem: ProblemDocument.parse(await response.json()) }
}
const viewer: AppDeps['localOperator'] = {
  actor: { id: 'vera', name: 'Vera', kind: 'person' },
  role: 'viewer',
}

test.each([
  [-1, 'at least 0 %'],
  [100.5, 'at most 100 %'],
  [12.345, 'at most two decimals'],
  ['10', 'a percentage'],
  [null, 'a percentage'],
  [Number.NaN, 'a percentage'],
])('%s is no percentage', async (percent, message) => {
  const controlRollout = vi.fn<AppDeps['controlRollout']>()
  const { status, problem } = await post({ controlRollout }, control, {
    action: 'set-percent',
    percent,
    revision: 1,
  })
  expect([status, problem.code]).toEqual([400, 'validation-failed'])
  expect(JSON.stringify(problem.errors)).toContain(message)
  expect(controlRollout).not.toHaveBeenCalled()
})

test.each([
  [control, { action: 'hold', revision: 1 }],
  [emergency, {}],
])('a viewer may not %s', async (path, body) => {
  const controlRollout = vi.fn<AppDeps['controlRollout']>()
  const pressed = vi.fn<AppDeps['emergency']>()
  const { status } = await post({ localOperator: viewer, controlRollout, emergency: pressed }, path, body)
  expect(status).toBe(403)
  expect(controlRollout).not.toHaveBeenCalled()
  expect(pressed).not.toHaveBeenCalled()
})

test('who was too late is told so with a conflict', async () => {
  const controlRollout = vi.fn<AppDeps['controlRollout']>(async () => refused)
  const { status, problem } = await post({ controlRollout }, control, { action: 'resume', revision: 1 })
  expect([status, problem.code]).toEqual([409, 'rollout-changed'])
  expect(controlRollout).toHaveBeenCalledWith(
    expect.objectContaining({ input: { action: 'resume', revision: 1, reason: null } }),
  )
})

test('an emergency needs no reason', async () => {
  const pressed = vi.fn<AppDeps['emergency']>(async () => refused)
  await post({ emergency: pressed }, emergency, {})
  expect(pressed).toHaveBeenCalledWith(
    expect.objectContaining({ reason: null, idempotencyKey: 'key-00000001' }),
  )
})
