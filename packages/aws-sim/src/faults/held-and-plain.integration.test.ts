import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startSimulator, type Simulator } from '../simulator.ts'

let simulator: Simulator<undefined>
const s3 = () =>
  new S3Client({
    region: 'eu-west-1',
    endpoint: simulator.url,
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
    maxAttempts: 1,
  })
const put = (key: string) => new PutObjectCommand({ Bucket: 'site', Key: key, Body: 'body' })

beforeAll(async () => {
  simulator = await startSimulator()
  simulator.world.s3.createBucket('site')
})
afterEach(() => {
  simulator.faults.clear()
  simulator.requests.clear()
})
afterAll(() => simulator.close())

describe('what is no AWS operation', () => {
  test('a front door can break too, while another stays whole', async () => {
    const answer = () => ({ status: 200, headers: {}, body: 'open' })
    const site = await simulator.world.attachDoor('site', { name: 'site', answer })
    const api = await simulator.world.attachDoor('api', { name: 'api', answer })
    simulator.faults.add({
      service: 'door',
      operation: 'site',
      kind: 'serverError',
      where: { path: '/version.txt' },
    })
    expect((await fetch(`${site}/version.txt?a=1`)).status).toBe(503)
    expect((await fetch(`${site}/`)).status).toBe(200)
    expect((await fetch(`${api}/version.txt`)).status).toBe(200)
    simulator.faults.add({ service: 'door', operation: 'api', kind: 'reset' })
    await expect(fetch(api)).rejects.toThrow('fetch failed')
  })

  test('the download of a layer is logged and can break off', async () => {
    const { ecr } = simulator.world
    ecr.createRepository('shop')
    const layer = Buffer.alloc(50_000, 'layer')
    ecr.repository('shop').blobs.set('sha256:1', layer)
    const url = ecr.downloads.url(new URL(simulator.url).host, ecr.blobPath('shop', 'sha256:1'))
    expect((await (await fetch(url)).bytes()).length).toBe(50_000)
    simulator.faults.add({ service: 'ecr', operation: 'DownloadLayer', kind: 'truncate' })
    await expect(fetch(url).then((response) => response.bytes())).rejects.toThrow('terminated')
    expect(simulator.requests.list({ operation: 'DownloadLayer' })).toMatchObject([
      { status: 200, faulted: null },
      { status: 200, faulted: 'truncate' },
    ])
  })
})

describe('a call that is held', () => {
  test('hold waits before its effect until released', async () => {
    const fault = simulator.faults.add({ service: 's3', operation: 'PutObject', kind: 'hold' })
    const hit = fault.nextHit()
    const call = s3().send(put('held'))
    await hit
    expect(simulator.world.s3.get('site', 'held')).toBeUndefined()
    fault()
    await call
    expect(simulator.world.s3.get('site', 'held')).toBeDefined()
  })

  test('a held call can be dropped, as when a process dies before its request is worked on', async () => {
    const fault = simulator.faults.add({ service: 's3', operation: 'PutObject', kind: 'hold' })
    const hit = fault.nextHit()
    const gaveUp = new AbortController()
    const call = s3().send(put('dropped'), { abortSignal: gaveUp.signal })
    const outcome = call.then(
      () => 'answered',
      (error: Error) => error.name,
    )
    await hit
    gaveUp.abort()
    expect(await outcome).toBe('AbortError')
    fault.drop()
    fault()
    await s3().send(new ListObjectsV2Command({ Bucket: 'site' }))
    expect(simulator.world.s3.get('site', 'dropped')).toBeUndefined()
  })

  test('holdAfter waits after its effect', async () => {
    const fault = simulator.faults.add({ service: 's3', operation: 'PutObject', kind: 'holdAfter' })
    const logged = simulator.requests.next({ operation: 'PutObject' })
    const call = s3().send(put('held-after'))
    await logged
    await expect.poll(() => fault.held()).toBe(1)
    expect(simulator.world.s3.get('site', 'held-after')).toBeDefined()
    fault.release()
    await expect(call).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } })
  })
})
