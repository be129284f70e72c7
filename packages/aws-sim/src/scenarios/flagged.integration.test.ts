import {
  AppConfigClient,
  CreateHostedConfigurationVersionCommand,
  GetHostedConfigurationVersionCommand,
  ListApplicationsCommand,
  ListConfigurationProfilesCommand,
  ListDeploymentStrategiesCommand,
  ListDeploymentsCommand,
  ListEnvironmentsCommand,
  StartDeploymentCommand,
} from '@aws-sdk/client-appconfig'
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulator, type Simulator } from '../simulator.ts'
import { paces } from '../world/pace.ts'
import { flagDocument } from './flagged/flag.ts'
import { fleet, type Fleet } from './fleet.ts'

const MINUTE = 60_000
let simulator: Simulator<Fleet>
let appconfig: AppConfigClient
let cloudwatch: CloudWatchClient

beforeAll(async () => {
  simulator = await startSimulator({
    pace: paces.story,
    clock: { manual: true, startAt: Date.UTC(2026, 10, 2, 9) },
    scenario: fleet,
  })
  const settings = {
    endpoint: simulator.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  }
  appconfig = new AppConfigClient(settings)
  cloudwatch = new CloudWatchClient(settings)
})
afterAll(() => simulator.close())

/** Sums over the last whole minutes, by path: null where there is no data. */
async function sums(name: string, minutes: number) {
  const EndTime = simulator.clock.date()
  const { MetricDataResults = [] } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(EndTime.getTime() - minutes * MINUTE),
      EndTime,
      MetricDataQueries: ['old', 'new'].map((path) => ({
        Id: path,
        MetricStat: {
          Metric: {
            Namespace: 'Lessons/Api',
            MetricName: name,
            Dimensions: [{ Name: 'Path', Value: path }],
          },
          Period: 60,
          Stat: 'Sum',
        },
      })),
    }),
  )
  return MetricDataResults.map(({ Values = [] }) =>
    Values.length === 0 ? null : Values.reduce((sum, value) => sum + value, 0),
  )
}

/** Finds by name what the console shows, and deploys the flag at that percentage. */
async function setPercent(environmentName: string, percent: number) {
  const byName = (
    items: readonly { Name?: string | undefined; Id?: string | undefined }[] | undefined,
    name: string,
  ) => items?.find(({ Name }) => Name === name)?.Id
  const ApplicationId = byName((await appconfig.send(new ListApplicationsCommand())).Items, 'lessons')
  const ConfigurationProfileId = byName(
    (await appconfig.send(new ListConfigurationProfilesCommand({ ApplicationId }))).Items,
    'features',
  )
  const EnvironmentId = byName(
    (await appconfig.send(new ListEnvironmentsCommand({ ApplicationId }))).Items,
    environmentName,
  )
  const DeploymentStrategyId = byName(
    (await appconfig.send(new ListDeploymentStrategiesCommand())).Items,
    'lessons-at-once',
  )
  const { VersionNumber } = await appconfig.send(
    new CreateHostedConfigurationVersionCommand({
      ApplicationId,
      ConfigurationProfileId,
      Content: Buffer.from(JSON.stringify(flagDocument(percent))),
      ContentType: 'application/json',
    }),
  )
  const place = { ApplicationId, EnvironmentId, ConfigurationProfileId }
  const { State } = await appconfig.send(
    new StartDeploymentCommand({
      ...place,
      ConfigurationVersion: String(VersionNumber),
      DeploymentStrategyId,
    }),
  )
  return { State, place }
}

test('a percentage that is deployed through AppConfig is what CloudWatch then measures', async () => {
  expect((await setPercent('production', 10)).State).toBe('COMPLETE')
  simulator.clock.advance(30 * MINUTE)
  const [old, fresh] = await sums('Requests', 30)
  expect((fresh ?? 0) / ((old ?? 0) + (fresh ?? 0))).toBeCloseTo(0.1, 1)
  await setPercent('production', 0)
  simulator.clock.advance(10 * MINUTE)
  expect((await sums('Requests', 10))[1]).toBeNull()
})

test('staging and production share the profile, but not what is deployed', async () => {
  await setPercent('staging', 100)
  const { production, staging } = simulator.scenario?.lessons ?? {}
  expect(staging?.flag.share()).toBe(1)
  expect(production?.flag.share()).toBe(0)
  const { place } = await setPercent('staging', 0)
  const { Items: [newest] = [] } = await appconfig.send(new ListDeploymentsCommand(place))
  const version = await appconfig.send(
    new GetHostedConfigurationVersionCommand({
      ...place,
      VersionNumber: Number(newest?.ConfigurationVersion),
    }),
  )
  expect(JSON.parse(Buffer.from(version.Content ?? []).toString())).toEqual(flagDocument(0))
})

test('a path goes bad, and well again, by the admin interface', async () => {
  await setPercent('production', 50)
  const added = await fetch(`${simulator.url}/_sim/behaviour`, {
    method: 'POST',
    body: JSON.stringify({ match: { service: 'lessons-production/api', path: 'new' }, errorRate: 0.08 }),
  })
  expect(added.status).toBe(201)
  const rate = async () => {
    simulator.clock.advance(10 * MINUTE)
    const [[oldErrors, newErrors], [old, fresh]] = await Promise.all([
      sums('Errors', 10),
      sums('Requests', 10),
    ])
    return { old: (oldErrors ?? 0) / (old ?? 1), new: (newErrors ?? 0) / (fresh ?? 1) }
  }
  const bad = await rate()
  expect(bad.new).toBeCloseTo(0.08, 1)
  expect(bad.old).toBeLessThan(0.005)
  const [rule] = simulator.world.behaviours.list()
  await fetch(`${simulator.url}/_sim/behaviour/${rule?.id}`, { method: 'DELETE' })
  expect((await rate()).new).toBeLessThan(0.005)
})

test('a day of the fleet passes minute by minute, and each minute can be read', async () => {
  const StartTime = simulator.clock.date()
  simulator.clock.advance(24 * 60 * MINUTE)
  const { MetricDataResults } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime,
      EndTime: simulator.clock.date(),
      MetricDataQueries: [
        {
          Id: 'p95',
          MetricStat: {
            Metric: { Namespace: 'Lessons/Api', MetricName: 'Latency', Dimensions: [] },
            Period: 60,
            Stat: 'p95',
          },
        },
      ],
    }),
  )
  expect(MetricDataResults?.[0]?.Values).toHaveLength(1440)
})

test('the variables name every address of the fleet', () => {
  expect(simulator.scenario?.env).toMatchObject({
    STOREFRONT_PRODUCTION_API_URL: simulator.doors['storefront-production-api'],
    LESSONS_PRODUCTION_API_URL: simulator.doors['lessons-production-api'],
    LESSONS_STAGING_SITE_URL: simulator.doors['lessons-staging-site'],
  })
})
