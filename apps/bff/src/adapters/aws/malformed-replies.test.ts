import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { TaskDefinitionState } from '../../domain/drift/observation.ts'
import type { Reading } from '../../domain/reading.ts'
import { systemClock } from '../../domain/clock.ts'
import { environment, taskDefinition } from '../../domain/drift/testing/drift-fixture.ts'
import { createAwsReaders } from './aws-readers.ts'
import { createAwsClientFactory, type AwsClientFactory } from './clients.ts'

let server: Server
let factory: AwsClientFactory
/** Replies by operation, or the same for all. */
let reply: string | Record<string, string>

beforeEach(async () => {
  server = createServer((request, response) => {
    const operation =
      String(request.headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1) ?? ''
    response.end(typeof reply === 'string' ? reply : (reply[operation] ?? '{}'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${address.port}`)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  factory = createAwsClientFactory({ maxAttempts: 1 })
})
afterEach(() => {
  factory.close()
  server.closeAllConnections()
  server.close()
  vi.unstubAllEnvs()
})
const read = () => createAwsReaders(factory, systemClock)
const notUnderstood = { state: 'unreadable', problem: { code: 'aws-invalid-response' } }

it('does not take an empty reply for a service that is not there, nor for one that is', async () => {
  reply = '{}'
  expect(await read().service(environment)).toMatchObject(notUnderstood)
})

it('does not take a service without its task definition for a service', async () => {
  const { service } = environment.backend
  reply = JSON.stringify({ services: [{ serviceName: service, serviceArn: 'arn', status: 'ACTIVE' }] })
  expect(await read().service(environment)).toMatchObject(notUnderstood)
})

it('takes a service that AWS says is missing, or inactive, for absent', async () => {
  const { service, cluster } = environment.backend
  reply = JSON.stringify({
    services: [],
    failures: [{ arn: `arn:x:service/${cluster}/${service}`, reason: 'MISSING' }],
  })
  expect(await read().service(environment)).toMatchObject({ state: 'absent' })
})

it('does not understand a task definition, tasks or images of another shape', async () => {
  reply =
    '{"taskDefinition":{"family":"x"},"taskArns":["arn"],"tasks":[{"taskArn":"arn"}],"imageDetails":[{}]}'
  const readers = read()
  expect(await readers.taskDefinition(environment, 'arn:x/y:1')).toMatchObject(notUnderstood)
  expect(await readers.tasks(environment)).toMatchObject(notUnderstood)
  const wanted = { registry: null, repository: 'shop', tag: 'v1', digest: null }
  expect(await readers.images(environment, [wanted])).toMatchObject([notUnderstood])
})

it('reads tasks of every page', async () => {
  let page = 0
  server.removeAllListeners('request')
  const described: string[][] = []
  server.on('request', (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const input = JSON.parse(Buffer.concat(chunks).toString())
      if (String(request.headers['x-amz-target']).endsWith('ListTasks')) {
        page += 1
        const taskArns = Array.from({ length: 75 }, (_, index) => `arn-${page}-${index}`)
        response.end(JSON.stringify({ taskArns, ...(page < 2 ? { nextToken: 'more' } : {}) }))
        return
      }
      described.push(input.tasks)
      const tasks = input.tasks.map((taskArn: string) => ({
        taskArn,
        taskDefinitionArn: 'd',
        lastStatus: 'RUNNING',
      }))
      response.end(JSON.stringify({ tasks }))
    })
  })
  const reading = await read().tasks(environment)
  expect(reading.state === 'read' ? reading.value.length : null).toBe(150)
  expect(described.map((batch) => batch.length).toSorted()).toEqual([100, 50])
})

const definitions = (arns: readonly string[]) => ({
  ListTaskDefinitions: JSON.stringify({ taskDefinitionArns: arns }),
  DescribeTaskDefinition: JSON.stringify({
    taskDefinition: {
      taskDefinitionArn: 'arn',
      family: taskDefinition.family,
      revision: 1,
      containerDefinitions: [{ name: environment.backend.container, image: taskDefinition.image }],
    },
  }),
})
const isOther: (one: TaskDefinitionState) => Promise<Reading<string>> = async ({ image }) => ({
  state: 'absent',
  source: `${image}`,
  readAt: '',
})

it('finds no earlier revision where the family has none with another image', async () => {
  reply = definitions(['arn:x/f:41', 'arn:x/f:40'])
  expect(await read().findEarlierTaskDefinition(environment, taskDefinition, isOther)).toMatchObject({
    state: 'absent',
  })
})

it('does not say that there is none when it has not looked at all of them', async () => {
  reply = definitions(Array.from({ length: 101 }, (_, index) => `arn:x/f:${index - 100}`))
  expect(await read().findEarlierTaskDefinition(environment, taskDefinition, isOther)).toMatchObject({
    state: 'unreadable',
    problem: { title: expect.stringContaining('older ones were not looked at') },
  })
})
