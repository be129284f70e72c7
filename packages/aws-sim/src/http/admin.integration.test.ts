import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterEach, describe, expect, test } from 'vitest'
import { buildPairedApp } from '../scenarios/build-paired-app.ts'
import { startSimulator, type Simulator, type SimulatorOptions } from '../simulator.ts'
import { paces } from '../world/pace.ts'

const running: Simulator<unknown>[] = []
const start = async <Result>(options: SimulatorOptions<Result> = {}): Promise<Simulator<Result>> => {
  const simulator = await startSimulator(options)
  running.push(simulator)
  return simulator
}
const settings = (url: string) => ({
  region: 'eu-west-1',
  endpoint: url,
  credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
  maxAttempts: 1,
})
const json = async (response: Response): Promise<unknown> => response.json()

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()))
})

describe('the admin interface', () => {
  test('adds, lists and removes faults', async () => {
    const simulator = await start()
    const body = JSON.stringify({ service: 'sts', operation: 'GetCallerIdentity', kind: 'serverError' })
    const added = await fetch(`${simulator.url}/_sim/faults`, { method: 'POST', body })
    expect(added.status).toBe(201)
    const sts = new STSClient(settings(simulator.url))
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InternalFailure',
    })
    const [listed] = (await json(await fetch(`${simulator.url}/_sim/faults`))) as {
      id: string
      hits: number
    }[]
    expect(listed).toMatchObject({ kind: 'serverError', hits: 1 })
    await fetch(`${simulator.url}/_sim/faults/${listed?.id}`, { method: 'DELETE' })
    await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toBeDefined()
  })

  test.each(['{', '{"kind":"explode"}', '{"kind":"reset","serivce":"s3"}', '{"service":"s3"}'])(
    'refuses the fault %s',
    async (body) => {
      const { url } = await start()
      const response = await fetch(`${url}/_sim/faults`, { method: 'POST', body })
      expect(response.status).toBe(400)
    },
  )

  test('makes a running version go bad, and well again', async () => {
    const simulator = await start({ scenario: buildPairedApp, pace: paces.fast })
    const api = simulator.scenario?.apiUrl ?? ''
    const status = async () => (await fetch(`${api}/api/catalogue`)).status
    const digest = simulator.scenario?.version('current').digest
    const change = async (given: unknown) => {
      const body = JSON.stringify(given)
      return fetch(`${simulator.url}/_sim/behaviour`, { method: 'POST', body })
    }
    await change({ match: { digest: 'sha256:elsewhere' }, errorRate: 1 })
    expect(await status()).toBe(200)
    const added = (await json(await change({ match: { digest }, errorRate: 1 }))) as { id: string }
    expect(await status()).toBe(500)
    expect(await json(await fetch(`${simulator.url}/_sim/behaviour`))).toContainEqual({
      id: added.id,
      match: { digest },
      errorRate: 1,
    })
    await fetch(`${simulator.url}/_sim/behaviour/${added.id}`, { method: 'DELETE' })
    expect(await status()).toBe(200)
    await change({ match: { service: 'api' }, errorRate: 1 })
    expect(await status()).toBe(500)
    await fetch(`${simulator.url}/_sim/behaviour`, { method: 'DELETE' })
    expect(await status()).toBe(200)
  })

  test.each([
    '{"match":{"digset":"sha256:a"},"errorRate":1}',
    '{"errorRate":1.5}',
    '{"health":"crash"}',
    '{"match":{"service":"api"}}',
  ])('refuses the change of behaviour %s', async (body) => {
    const { url } = await start()
    expect((await fetch(`${url}/_sim/behaviour`, { method: 'POST', body })).status).toBe(400)
  })

  test('shows and advances the clock', async () => {
    const simulator = await start({ clock: { manual: true, startAt: Date.UTC(2025, 8, 29) } })
    const body = JSON.stringify({ milliseconds: 90_000 })
    const moved = await fetch(`${simulator.url}/_sim/clock/advance`, { method: 'POST', body })
    expect(await json(moved)).toEqual({ now: '2025-09-29T00:01:30.000Z' })
    expect(simulator.clock.now()).toBe(Date.UTC(2025, 8, 29, 0, 1, 30))
  })

  test('filters the requests', async () => {
    const simulator = await start()
    const sts = new STSClient(settings(simulator.url))
    for (let call = 0; call < 3; call++) await sts.send(new GetCallerIdentityCommand({}))
    const response = await fetch(`${simulator.url}/_sim/requests?service=sts&since=1&limit=1`)
    expect(await json(response)).toMatchObject([{ seq: 3, operation: 'GetCallerIdentity' }])
  })

  test('resets the world to its scenario and keeps the addresses', async () => {
    const simulator = await start({
      scenario: async (world) => {
        world.s3.createBucket('site')
        return world.attachDoor('site', {
          name: 'site',
          answer: () => ({ status: 200, headers: {}, body: 'open' }),
        })
      },
    })
    simulator.world.s3.put('site', 'k', 'later')
    const door = simulator.doors.site ?? ''
    await fetch(`${simulator.url}/_sim/reset`, { method: 'POST' })
    expect(simulator.world.s3.get('site', 'k')).toBeUndefined()
    expect(simulator.world.s3.buckets.has('site')).toBe(true)
    expect(simulator.doors).toEqual({ site: door })
    expect(await (await fetch(door)).text()).toBe('open')
  })
})
