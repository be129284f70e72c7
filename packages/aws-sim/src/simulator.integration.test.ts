import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { gzipSync } from 'node:zlib'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterEach, describe, expect, test } from 'vitest'
import { startSimulator, type Simulator, type SimulatorOptions } from './simulator.ts'

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

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()))
})

describe('the AWS port', () => {
  test('serves a client that knows it by AWS_ENDPOINT_URL alone', async () => {
    const simulator = await start()
    process.env.AWS_ENDPOINT_URL = simulator.url
    try {
      const { endpoint: _, ...withoutEndpoint } = settings(simulator.url)
      const identity = await new STSClient(withoutEndpoint).send(new GetCallerIdentityCommand({}))
      expect(identity.Arn).toBe('arn:aws:iam::123456789012:user/demo')
    } finally {
      delete process.env.AWS_ENDPOINT_URL
    }
  })

  test('keeps bytes and odd keys as they were', async () => {
    const simulator = await start()
    simulator.world.s3.createBucket('site')
    const s3 = new S3Client(settings(simulator.url))
    const Body = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256))
    for (const Key of ['a/../b', 'a//b', 'ü %2F+&?.js', '.'])
      await s3.send(new PutObjectCommand({ Bucket: 'site', Key, Body, CacheControl: 'no-cache' }))
    for (const Key of ['a/../b', 'a//b', 'ü %2F+&?.js']) {
      const got = await s3.send(new GetObjectCommand({ Bucket: 'site', Key }))
      expect(got.CacheControl).toBe('no-cache')
      expect(Buffer.compare((await got.Body?.transformToByteArray()) ?? Buffer.alloc(0), Body)).toBe(0)
    }
  })

  test('takes large bodies and many small ones', async () => {
    const simulator = await start()
    simulator.world.s3.createBucket('site')
    const s3 = new S3Client(settings(simulator.url))
    const Body = Buffer.alloc(24_000_000, 'lockstep')
    await s3.send(new PutObjectCommand({ Bucket: 'site', Key: 'big', Body }))
    const put = (index: number) =>
      s3.send(new PutObjectCommand({ Bucket: 'site', Key: `small/${index}`, Body: `${index}` }))
    await Promise.all(Array.from({ length: 300 }, (_, index) => put(index)))
    expect(simulator.world.s3.get('site', 'big')?.body.length).toBe(24_000_000)
    expect(simulator.requests.count({ service: 's3', operation: 'PutObject' })).toBe(301)
  })

  test('reads bodies that the client compressed', async () => {
    const { url } = await start()
    const authorization = 'AWS4-HMAC-SHA256 Credential=AKIATEST/20250929/eu-west-1/sts/aws4_request'
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization,
        'content-type': 'application/x-www-form-urlencoded',
        'content-encoding': 'gzip',
      },
      body: gzipSync('Action=GetCallerIdentity&Version=2011-06-15'),
    })
    expect(await response.text()).toContain('<Account>123456789012</Account>')
  })

  test('asks for the body of a request that waits to be told to continue', async () => {
    const simulator = await start()
    simulator.world.s3.createBucket('site')
    const sent = request(`${simulator.url}/site/k`, { method: 'PUT', headers: { expect: '100-continue' } })
    sent.flushHeaders()
    await once(sent, 'continue')
    sent.end('waited')
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    expect(answer.statusCode).toBe(200)
    expect(simulator.world.s3.get('site', 'k')?.body.length).toBe(6)
  })

  test('answers what it does not know in words', async () => {
    const { url } = await start()
    const response = await fetch(`${url}/anything`, { headers: { 'x-amz-target': 'Nobody_20200101.Do' } })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('Nobody_20200101.Do')
  })
})

describe('the request log', () => {
  test('tells what was asked, by whom, and how it ended, with bodies as digests', async () => {
    const simulator = await start()
    simulator.world.s3.createBucket('site')
    const sts = new STSClient(settings(simulator.url))
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::123456789012:role/deployer',
        RoleSessionName: 'release',
      }),
    )
    const s3 = new S3Client({
      ...settings(simulator.url),
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      },
    })
    await s3.send(new PutObjectCommand({ Bucket: 'site', Key: 'k', Body: 'hello' }))
    await s3.send(new GetObjectCommand({ Bucket: 'site', Key: 'nope' })).catch(() => undefined)
    const md5 = createHash('md5').update('hello').digest('hex')
    expect(simulator.requests.list()).toMatchObject([
      { seq: 1, service: 'sts', operation: 'AssumeRole', status: 200 },
      {
        seq: 2,
        service: 's3',
        operation: 'PutObject',
        input: { Bucket: 'site', Key: 'k', Body: { bytes: 5, md5 } },
        status: 200,
        principal: 'arn:aws:sts::123456789012:assumed-role/deployer/release',
      },
      { seq: 3, operation: 'GetObject', status: 404, errorCode: 'NoSuchKey', faulted: null },
    ])
  })
})

describe('doors', () => {
  test('have an address before there is anything behind them', async () => {
    const simulator = await start()
    const url = await simulator.world.reserveDoor('api')
    expect((await fetch(url)).status).toBe(503)
    const answer = ({ method, url: target }: { method: string; url: string }) => ({
      status: 200,
      headers: { 'content-type': 'text/plain' },
      body: `${method} ${target}`,
    })
    expect(await simulator.world.attachDoor('api', { name: 'api', answer })).toBe(url)
    expect(await (await fetch(`${url}/a?b=1`)).text()).toBe('GET /a?b=1')
  })
})

test('a second run with the same seed gives the same world', async () => {
  const ids = async () => {
    const simulator = await start({ seed: 42 })
    const sts = new STSClient(settings(simulator.url))
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:role/deployer', RoleSessionName: 'a2' }),
    )
    return Credentials?.AccessKeyId
  }
  expect(await ids()).toBe(await ids())
})

test('closing ends calls that were never answered', async () => {
  const simulator = await startSimulator()
  simulator.faults.add({ service: 'sts', operation: '*', kind: 'timeout' })
  const logged = simulator.requests.next()
  const call = new STSClient(settings(simulator.url)).send(new GetCallerIdentityCommand({}))
  const outcome = call.then(
    () => 'answered',
    () => 'failed',
  )
  await logged
  await simulator.close()
  expect(await outcome).toBe('failed')
})
