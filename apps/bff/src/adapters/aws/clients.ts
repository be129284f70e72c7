import type { AppConfigClient } from '@aws-sdk/client-appconfig'
import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import type { CloudFrontKeyValueStoreClient } from '@aws-sdk/client-cloudfront-keyvaluestore'
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { ECRClient } from '@aws-sdk/client-ecr'
import { ECSClient } from '@aws-sdk/client-ecs'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { S3Client } from '@aws-sdk/client-s3'
import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import type { Environment } from '../../domain/environment.ts'
import { callPlugin, createCallCounter, passOnSignals, type CallCounts } from './call-middleware.ts'
import { classifyAwsError } from './classify-aws-error.ts'
import { createKeyValueStoreClient } from './key-value-store-client.ts'
import { createAppConfigClient, createCloudWatchClient, createLogsClient } from './loaded-late.ts'
import { accountOf, createRequestLimiter, type Waiting } from './request-limiter.ts'
import { shareCredentials } from './shared-credentials.ts'

/** The clients of one environment: its region, its role. */
export type AwsClients = {
  readonly ecs: ECSClient
  readonly ecr: ECRClient
  readonly s3: S3Client
  readonly cloudFront: CloudFrontClient
  readonly elb: ElasticLoadBalancingV2Client
  readonly cloudWatch: CloudWatchClient
  readonly logs: CloudWatchLogsClient
  readonly appConfig: AppConfigClient
  readonly keyValueStore: CloudFrontKeyValueStoreClient
}

/** Where an environment is, and where its site's bucket is; in the same region when nothing is said of it. */
type Place = Pick<Environment, 'aws'> & { readonly frontend?: Pick<Environment['frontend'], 'region'> }

export type AwsClientFactory = {
  /** Clients for the environment's region and role; the same ones for every environment that shares both. */
  for(environment: Place): AwsClients
  /**
   * The same for calls that go ahead of all others, such as moving traffic off a bad version: they neither queue for
   * our own rate limit nor behind retries that AWS has slowed down, and have sockets of their own.
   */
  urgent(environment: Place): AwsClients
  /** Attempts that have left for AWS, in total and per operation (`ecs:DescribeServices`). */
  calls(): number
  countOperations(): CallCounts
  /** Counts an attempt that leaves past the clients' own middleware. */
  countAttempt(operation: string): void
  /** Runs `work` and says which calls it caused. */
  measure<T>(work: () => Promise<T>): Promise<{ value: T; counts: CallCounts }>
  /** Closes all sockets. */
  close(): void
}

export type AwsClientOptions = {
  /** Added to the user agent, such as `lockstep/0.1.0`. */
  readonly userAgent?: string
  readonly maxAttempts?: number
  /** Time for one attempt to connect, and to be answered. */
  readonly connectTimeoutMilliseconds?: number
  readonly requestTimeoutMilliseconds?: number
  /** Time for a call with all its attempts; S3 calls, which carry files, get four times as much. */
  readonly deadlineMilliseconds?: number
  /** Time by which calls are limited; a test that runs weeks ahead gives its own. */
  readonly waiting?: Waiting
  /** Where `AWS_ENDPOINT_URL` is looked up; tests give their own. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

const anyEndpoint = (env: Readonly<Record<string, string | undefined>>): boolean =>
  env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] !== 'true' &&
  Boolean(env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL'])

/**
 * Makes and keeps the SDK clients. Credentials come from the standard chain, or from the environment's role;
 * the endpoint only from the SDK's own configuration (`AWS_ENDPOINT_URL`). Every call is counted,
 * held within Lockstep's share of its group's budget, retried, and has a deadline.
 */
export function createAwsClientFactory(options: AwsClientOptions = {}): AwsClientFactory {
  const deadlineMilliseconds = options.deadlineMilliseconds ?? 20_000
  const requestTimeout = options.requestTimeoutMilliseconds ?? 8_000
  const counter = createCallCounter()
  const limiter = createRequestLimiter(options.waiting)
  const cache = new Map<string, AwsClients>()
  const opened: { destroy(): void }[] = []
  const credentials = new Map<string, ReturnType<typeof shareCredentials>>()

  const handlerOptions = (timeout: number) => ({
    connectionTimeout: options.connectTimeoutMilliseconds ?? 2_000,
    requestTimeout: timeout,
    throwOnRequestTimeout: true,
    // An answer that stops half way keeps its socket open without a word; this ends it.
    socketTimeout: timeout,
  })

  const credentialsFor = (aws: Environment['aws']) => {
    const { roleArn, externalId } = aws
    // Files are read anew each time: somebody may have renewed what stands there.
    if (roleArn === null) return shareCredentials(() => fromNodeProviderChain({ ignoreCache: true }))
    return shareCredentials(() =>
      fromTemporaryCredentials({
        params: {
          RoleArn: roleArn,
          RoleSessionName: 'lockstep',
          ...(externalId === null ? {} : { ExternalId: externalId }),
        },
        clientConfig: { region: aws.region, requestHandler: handlerOptions(requestTimeout) },
        clientPlugins: [
          callPlugin({
            deadlineMilliseconds,
            beforeAttempt: async (operation) => counter.count(operation),
          }),
        ],
      }),
    )
  }

  type Lane = 'ordinary' | 'urgent'
  const create = (aws: Environment['aws'], siteRegion: string, key: string, lane: Lane): AwsClients => {
    const shared = credentials.get(key) ?? credentialsFor(aws)
    credentials.set(key, shared)
    const pluginIn = (region: string) => {
      const owner = { account: accountOf(aws.roleArn), region }
      return {
        deadlineMilliseconds,
        beforeAttempt: async (operation: string, signal: AbortSignal): Promise<void> => {
          if (lane === 'ordinary') await limiter.take(owner, operation, signal)
          else limiter.spend(owner, operation)
          counter.count(operation)
        },
        onFailure: (error: unknown, operation: string): void => {
          const { code } = classifyAwsError(error, Date.now())
          if (code === 'aws-credentials-refused') shared.forget()
          if (code === 'aws-throttled') limiter.slowDown(owner, operation)
        },
      }
    }
    const common = {
      region: aws.region,
      credentials: shared,
      maxAttempts: options.maxAttempts ?? 4,
      // Not `adaptive`: that slows down all operations of a client when AWS throttles one of them, and keeps the turns
      // of calls that have given up. Our limiter slows down the group alone.
      retryMode: 'standard',
      customUserAgent: options.userAgent ?? 'lockstep',
      requestHandler: handlerOptions(requestTimeout),
    } as const
    const plugin = pluginIn(aws.region)
    /** Made when first asked for: a drift check needs only some. */
    const late = <Client extends { destroy(): void }>(
      make: () => Client,
      equip: (client: Client) => void,
    ): (() => Client) => {
      let made: Client | null = null
      return () => {
        if (made !== null) return made
        made = make()
        passOnSignals(made)
        equip(made)
        opened.push(made)
        return made
      }
    }
    const ecs = late(
      () => new ECSClient(common),
      (client) => client.middlewareStack.use(callPlugin(plugin)),
    )
    const ecr = late(
      () => new ECRClient(common),
      (client) => client.middlewareStack.use(callPlugin(plugin)),
    )
    const cloudFront = late(
      () => new CloudFrontClient(common),
      (client) => client.middlewareStack.use(callPlugin(plugin)),
    )
    const elb = late(
      () => new ElasticLoadBalancingV2Client(common),
      (client) => client.middlewareStack.use(callPlugin(plugin)),
    )
    const cloudWatch = late(
      () => createCloudWatchClient(common),
      (client) => client.middlewareStack.use(callPlugin(plugin)),
    )
    const logs = late(
      () => createLogsClient(common),
      (client) => client.middlewareStack.use(callPlugin(plugin)),
    )
    const appConfig = late(
      () => createAppConfigClient(common),
      (client) => client.middlewareStack.use(callPlugin(plugin)),
    )
    const keyValueStore = late(
      () => createKeyValueStoreClient(common),
      (client) => client.middlewareStack.use(callPlugin(plugin)),
    )
    const s3 = late(
      () =>
        new S3Client({
          ...common,
          region: siteRegion,
          requestHandler: handlerOptions(requestTimeout * 4),
          // Uploads carry the MD5 that is known already; a second checksum would only cost time.
          requestChecksumCalculation: 'WHEN_REQUIRED',
          // Nor do downloads: TLS guards them on their way, and a CRC-64 in JavaScript costs more than the download.
          responseChecksumValidation: 'WHEN_REQUIRED',
          // Custom endpoints rarely answer to `bucket.host`; AWS itself is addressed as it prefers.
          forcePathStyle: anyEndpoint(options.env ?? process.env),
        }),
      (client) =>
        client.middlewareStack.use(
          callPlugin({ ...pluginIn(siteRegion), deadlineMilliseconds: deadlineMilliseconds * 4 }),
        ),
    )
    return {
      get ecs() {
        return ecs()
      },
      get ecr() {
        return ecr()
      },
      get s3() {
        return s3()
      },
      get cloudFront() {
        return cloudFront()
      },
      get elb() {
        return elb()
      },
      get cloudWatch() {
        return cloudWatch()
      },
      get logs() {
        return logs()
      },
      get appConfig() {
        return appConfig()
      },
      get keyValueStore() {
        return keyValueStore()
      },
    }
  }

  const find = ({ aws, frontend }: Place, lane: Lane): AwsClients => {
    const key = JSON.stringify([aws.region, aws.roleArn, aws.externalId])
    const siteRegion = frontend?.region ?? aws.region
    const laneKey = `${lane} ${siteRegion} ${key}`
    const cached = cache.get(laneKey) ?? create(aws, siteRegion, key, lane)
    cache.set(laneKey, cached)
    return cached
  }

  return {
    for: (place) => find(place, 'ordinary'),
    urgent: (place) => find(place, 'urgent'),
    calls: () => Object.values(counter.totals()).reduce((sum, count) => sum + count, 0),
    countOperations: counter.totals,
    countAttempt: counter.count,
    measure: counter.measure,
    close: () => {
      for (const client of opened.splice(0)) client.destroy()
      cache.clear()
      credentials.clear()
    },
  }
}
