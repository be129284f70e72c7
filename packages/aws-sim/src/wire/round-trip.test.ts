import '@aws-sdk/signature-v4a'
import { AwsQueryProtocol } from '@aws-sdk/core/protocols'
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor'
import type { NormalizedSchema } from '@smithy/core/schema'
import { describe, expect, test } from 'vitest'
import { catalogue, serviceIds, type ServiceId } from '../services/catalogue.ts'
import { createRandom } from '../world/random.ts'
import { createAwsServer } from './aws-server.ts'
import type { Structure } from './message.ts'
import type { Operation } from './model.ts'
import { members } from './schema.ts'
import { createService } from './service.ts'
import { generateStructure } from './test-kit/generate.ts'
import { inProcessHandler } from './test-kit/in-process.ts'
import { normalize } from './test-kit/normalize.ts'

type SdkClient = { send(command: object): Promise<Structure> }
type Constructor<Made> = new (input: object) => Made

/** Operations whose client cannot send what the schema allows. */
const skipped = new Set([
  // Talk to directory buckets, on hosts of their own.
  's3.CreateSession',
  's3.ListDirectoryBuckets',
  // Goes to a host of object lambdas, and carries the error of another answer in its headers.
  's3.WriteGetObjectResponse',
])

/** Members that the S3 client computes, validates or translates by itself. */
const s3Managed =
  /^(SSECustomer|CopySourceSSECustomer|Checksum|ContentMD5|ContentLength|Expires$|ExpiresString|MFA|Token$|UploadMpuObject|AccountId$)|Algorithm$/

const fixedMembers: Readonly<Record<string, Structure>> = {
  s3: { Bucket: 'site', RequestRoute: 'r0', CopySource: 'site/a' },
  'cloudfront-keyvaluestore': { KvsARN: 'arn:aws:cloudfront::123456789012:key-value-store/ab-cd' },
}

const usual = serviceIds.map((id) => ({ id, protocol: 'its usual protocol', settings: {}, without: '' }))
const others = [
  {
    id: 'cloudwatch' as const,
    protocol: 'CBOR',
    settings: { protocol: SmithyRpcV2CborProtocol },
    without: '',
  },
  // A form cannot say an empty structure, which PutMetricAlarm's evaluation window may be.
  {
    id: 'cloudwatch' as const,
    protocol: 'Query',
    settings: { protocol: AwsQueryProtocol },
    without: 'PutMetricAlarm',
  },
]

describe.each([...usual, ...others])('every operation of $id in $protocol', ({ id, settings, without }) => {
  test('is routed to itself, its input arrives and its output returns unchanged', async () => {
    const { client, operations, exchange, service } = clientFor(id, settings)
    const random = createRandom(20_250_929)
    const failures: string[] = []
    for (const operation of operations) {
      if (operation.name === without) continue
      exchange.output = prepare(id, random, operation.output)
      const input = prepare(id, random, operation.input, fixedMembers[id])
      const expectedInput = normalize(input)
      const expectedOutput = normalize(exchange.output)
      try {
        const received = await client.send(new (commandOf(id, operation.name))(input))
        const output = await collectStreams(operation.output, received)
        expect(exchange.operation).toBe(operation.name)
        expect(normalize(managedLess(id, exchange.input))).toEqual(expectedInput)
        expect(normalize(managedLess(id, output))).toEqual(expectedOutput)
      } catch (error) {
        failures.push(
          `${service}.${operation.name}: ${error instanceof Error ? error.message : String(error)}`,
        )
      }
    }
    expect(operations.length).toBeGreaterThan(1)
    expect(failures).toEqual([])
  })
})

function clientFor(id: ServiceId, settings: object) {
  const exchange: { operation: string; input: Structure; output: Structure } = {
    operation: '',
    input: {},
    output: {},
  }
  const entry = catalogue[id]()
  const plain = createService({ id, ...entry, handlers: () => ({}) })
  const names = [...plain.model.operations.keys()]
  const record =
    (name: string) =>
    (input: Structure): Structure => {
      exchange.operation = name
      exchange.input = input
      return exchange.output
    }
  const handlers = Object.fromEntries(names.map((name) => [name, record(name)]))
  const service = createService({ id, ...entry, handlers: () => handlers })
  const answer = createAwsServer({ services: [service], newRequestId: () => 'request-1' })
  const Client = entry.client.constructor as Constructor<SdkClient>
  const client = new Client({
    region: 'eu-west-1',
    endpoint: 'http://localhost',
    forcePathStyle: true,
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: inProcessHandler(answer),
    // SQS clients check digests of bodies, which random ones do not have.
    md5: false,
    ...settings,
  })
  const operations = [...plain.model.operations.values()].filter(
    (operation) => !skipped.has(`${id}.${operation.name}`) && !hasEventStream(operation),
  )
  return { client, operations, exchange, service: id }
}

function prepare(
  id: ServiceId,
  random: ReturnType<typeof createRandom>,
  schema: NormalizedSchema,
  fixed: Structure = {},
): Structure {
  const made = managedLess(id, generateStructure(random, schema))
  for (const [name, value] of Object.entries(fixed)) if (name in made) made[name] = value
  return made
}

function managedLess(id: ServiceId, structure: Structure): Structure {
  if (id !== 's3') return structure
  return Object.fromEntries(Object.entries(structure).filter(([name]) => !s3Managed.test(name)))
}

function commandOf(id: ServiceId, operation: string): Constructor<object> {
  const exported = Object.entries(catalogue[id]().package).find(([name]) => name === `${operation}Command`)
  if (!exported) throw new Error(`${id} has no command for ${operation}`)
  return exported[1] as Constructor<object>
}

function hasEventStream({ input, output }: Operation): boolean {
  return [input, output].some((schema) => !schema.isUnitSchema() && schema.getEventStreamMember() !== '')
}

async function collectStreams(schema: NormalizedSchema, output: Structure): Promise<Structure> {
  const collected = { ...output }
  for (const [name, member] of members(schema)) {
    const value = output[name]
    if (member.isStreaming() && isSdkStream(value)) collected[name] = await value.transformToByteArray()
  }
  return collected
}

function isSdkStream(value: unknown): value is { transformToByteArray(): Promise<Uint8Array> } {
  return typeof value === 'object' && value !== null && 'transformToByteArray' in value
}
