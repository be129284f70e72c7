import { DescribeServicesCommand, ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs'
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startSimulator, type Simulator } from '../simulator.ts'

let simulator: Simulator<undefined>
const clients = () => {
  const settings = {
    region: 'eu-west-1',
    endpoint: simulator.url,
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
    maxAttempts: 1,
  }
  return { s3: new S3Client(settings), ecs: new ECSClient(settings), sts: new STSClient(settings) }
}
const put = (key: string, body: string | Buffer = 'body') =>
  new PutObjectCommand({ Bucket: 'site', Key: key, Body: body })
const within = (milliseconds: number) => ({ abortSignal: AbortSignal.timeout(milliseconds) })

beforeAll(async () => {
  simulator = await startSimulator()
  simulator.world.s3.createBucket('site')
})
afterEach(() => {
  simulator.faults.clear()
  simulator.requests.clear()
})
afterAll(() => simulator.close())

describe('a refusal is worded as the service words it', () => {
  test.each([
    ['throttle', 'SlowDown', 503, 'ThrottlingException', 400, 'Throttling'],
    ['serverError', 'InternalError', 500, 'InternalServerError', 500, 'InternalFailure'],
    ['accessDenied', 'AccessDenied', 403, 'AccessDeniedException', 400, 'AccessDenied'],
  ] as const)('%s', async (kind, s3Name, s3Status, jsonName, jsonStatus, queryName) => {
    simulator.faults.add({ service: '*', operation: '*', kind })
    const { s3, ecs, sts } = clients()
    await expect(s3.send(put('a'))).rejects.toMatchObject({
      name: s3Name,
      $metadata: { httpStatusCode: s3Status },
    })
    await expect(ecs.send(new ListClustersCommand({}))).rejects.toMatchObject({
      name: jsonName,
      $metadata: { httpStatusCode: jsonStatus },
    })
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: queryName })
    expect(simulator.world.s3.get('site', 'a')).toBeUndefined()
    expect(simulator.requests.list().map(({ faulted }) => faulted)).toEqual([kind, kind, kind])
  })
})

describe('a rule strikes', () => {
  test('so many times, after so many calls, and the client recovers by its retries', async () => {
    const fault = simulator.faults.add({
      service: 'sts',
      operation: 'GetCallerIdentity',
      kind: 'throttle',
      skip: 1,
      times: 2,
    })
    const { sts } = clients()
    const results: string[] = []
    for (let call = 0; call < 5; call++)
      results.push(
        await sts.send(new GetCallerIdentityCommand({})).then(
          () => 'ok',
          (error: Error) => error.name,
        ),
      )
    expect(results).toEqual(['ok', 'Throttling', 'Throttling', 'ok', 'ok'])
    expect(fault.hits()).toBe(2)
  })

  test('only calls with the input it names', async () => {
    simulator.faults.add({
      service: 's3',
      operation: 'PutObject',
      kind: 'accessDenied',
      where: { key: 'index.html' },
    })
    const { s3 } = clients()
    await s3.send(put('app.js'))
    await expect(s3.send(put('index.html'))).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  test('a share of the calls, the same ones in every run', async () => {
    const run = async () => {
      const other = await startSimulator({ seed: 7 })
      other.faults.add({ service: 'sts', operation: '*', kind: 'serverError', probability: 0.5 })
      const sts = new STSClient({
        region: 'eu-west-1',
        endpoint: other.url,
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
        maxAttempts: 1,
      })
      const results: boolean[] = []
      for (let call = 0; call < 12; call++)
        results.push(
          await sts.send(new GetCallerIdentityCommand({})).then(
            () => true,
            () => false,
          ),
        )
      await other.close()
      return results
    }
    const first = await run()
    expect(first).toContain(true)
    expect(first).toContain(false)
    expect(await run()).toEqual(first)
  })

  test('until it is removed', async () => {
    const remove = simulator.faults.add({ service: 'sts', operation: '*', kind: 'serverError' })
    const { sts } = clients()
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toThrow('Internal failure')
    remove()
    await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
      Account: '123456789012',
    })
  })
})

describe('a call that breaks', () => {
  test('timeout has no effect and never answers', async () => {
    simulator.faults.add({ service: 's3', operation: 'PutObject', kind: 'timeout' })
    await expect(clients().s3.send(put('silent'), within(200))).rejects.toMatchObject({ name: 'AbortError' })
    expect(simulator.world.s3.get('site', 'silent')).toBeUndefined()
    expect(simulator.requests.list()).toMatchObject([{ faulted: 'timeout', status: null }])
  })

  test('reset cuts the connection', async () => {
    simulator.faults.add({ service: 's3', operation: 'PutObject', kind: 'reset' })
    await expect(clients().s3.send(put('cut'))).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  test('truncate announces the whole body and sends half', async () => {
    const { s3 } = clients()
    await s3.send(put('long', Buffer.alloc(100_000, 'x')))
    simulator.faults.add({ service: 's3', operation: 'GetObject', kind: 'truncate' })
    const { Body, ContentLength } = await s3.send(new GetObjectCommand({ Bucket: 'site', Key: 'long' }))
    expect(ContentLength).toBe(100_000)
    await expect(Body?.transformToByteArray()).rejects.toThrow('aborted')
  })

  test('slow answers late, in real time', async () => {
    simulator.faults.add({ service: 'sts', operation: '*', kind: 'slow', delayMilliseconds: 150 })
    const before = performance.now()
    await clients().sts.send(new GetCallerIdentityCommand({}))
    expect(performance.now() - before).toBeGreaterThanOrEqual(149)
  })

  test('garbage is a 200 that no client can read', async () => {
    simulator.faults.add({ service: 'ecs', operation: '*', kind: 'garbage' })
    await expect(clients().ecs.send(new DescribeServicesCommand({ services: ['a'] }))).rejects.toThrow('JSON')
  })

  test('lostAnswer has its effect and never answers', async () => {
    simulator.faults.add({ service: 's3', operation: 'PutObject', kind: 'lostAnswer' })
    await expect(clients().s3.send(put('lost'), within(200))).rejects.toMatchObject({ name: 'AbortError' })
    expect(simulator.world.s3.get('site', 'lost')).toBeDefined()
  })

  test('stale gives the answer of the read before once more', async () => {
    const { s3 } = clients()
    const keys = async () => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'site', Prefix: 'stale/' }))
      return Contents.map(({ Key }) => Key)
    }
    await s3.send(put('stale/1'))
    expect(await keys()).toEqual(['stale/1'])
    await s3.send(put('stale/2'))
    simulator.faults.add({ service: 's3', operation: 'ListObjectsV2', kind: 'stale', times: 1 })
    expect(await keys()).toEqual(['stale/1'])
    expect(await keys()).toEqual(['stale/1', 'stale/2'])
  })
})
