import { Measurements } from '@lockstep/shared-types/measurement'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import type { DemoProcess } from '../scripts/demo/demo-process.ts'
import { expect, test } from './fixtures.ts'
import { newestVersion, readEnvironment } from './support/api.ts'
import { aws, awsIsInstalled } from './support/aws-cli.ts'
import { chooseAllAtOnce, openEnvironment, pickVersion, startButton, stepRow } from './support/screens.ts'

test.use({ world: 'aws-truth' })
test.skip(!awsIsInstalled, 'The AWS CLI is not installed: nothing independent of Lockstep to compare with.')

const cluster = 'storefront-staging'
const bucket = 'storefront-staging-site'
const distributionId = 'E1STOREFRONTSTAG'

const Services = z.object({
  services: z.array(
    z.object({
      taskDefinition: z.string(),
      runningCount: z.int(),
      desiredCount: z.int(),
      status: z.string(),
    }),
  ),
})
const TaskDefinition = z.object({
  taskDefinition: z.object({ containerDefinitions: z.array(z.object({ image: z.string() })) }),
})
const Tasks = z.object({ taskArns: z.array(z.string()) })
const TaskDetails = z.object({
  tasks: z.array(z.object({ containers: z.array(z.object({ imageDigest: z.string() })) })),
})
const Images = z.object({ imageDetails: z.array(z.object({ imageDigest: z.string() })) })
const Head = z.object({ CacheControl: z.string() })
const Objects = z.object({ Contents: z.array(z.object({ Key: z.string() })) })
const Invalidations = z.object({
  InvalidationList: z.object({ Items: z.array(z.object({ Status: z.string() })).default([]) }),
})
const Statistics = z.object({ Datapoints: z.array(z.object({ Average: z.number().optional() })) })

/** The same facts, by the tool that release managers use today. */
const readByCli = async (demo: DemoProcess) => {
  const { services } = await aws(demo, Services, `ecs describe-services --cluster ${cluster} --services api`)
  const [service] = services
  if (service === undefined) throw new Error('the CLI sees no service')
  const [definition, tasks, objects] = await Promise.all([
    aws(demo, TaskDefinition, `ecs describe-task-definition --task-definition ${service.taskDefinition}`),
    aws(demo, Tasks, `ecs list-tasks --cluster ${cluster}`).then(({ taskArns }) =>
      aws(demo, TaskDetails, `ecs describe-tasks --cluster ${cluster} --tasks ${taskArns.join(' ')}`),
    ),
    aws(demo, Objects, `s3api list-objects-v2 --bucket ${bucket}`),
  ])
  const image = definition.taskDefinition.containerDefinitions[0]?.image ?? ''
  const version = /:(v\d{8}-\d{6})/.exec(image)?.[1] ?? ''
  const [inRegistry, invalidations] = await Promise.all([
    aws(demo, Images, `ecr describe-images --repository-name ${cluster} --image-ids imageTag=${version}`),
    aws(demo, Invalidations, `cloudfront list-invalidations --distribution-id ${distributionId}`),
  ])
  return {
    service,
    version,
    revision: service.taskDefinition.slice(service.taskDefinition.lastIndexOf('/') + 1),
    digests: [
      ...new Set(tasks.tasks.flatMap(({ containers }) => containers.map(({ imageDigest }) => imageDigest))),
    ],
    registryDigest: inRegistry.imageDetails[0]?.imageDigest,
    keys: objects.Contents.map(({ Key }) => Key),
    invalidations: invalidations.InvalidationList.Items.map(({ Status }) => Status),
  }
}

/** What Lockstep shows must be what the CLI reads. */
const expectSameTruth = async (page: Page, demo: DemoProcess) => {
  const seen = await readByCli(demo)
  await openEnvironment(page, 'staging')
  const backend = page.getByRole('article', { name: 'Backend' })
  await expect(backend).toContainText(seen.version, { timeout: 20_000 })
  await expect(backend).toContainText(seen.revision)
  await expect(backend).toContainText(`${seen.service.runningCount} of ${seen.service.desiredCount} running`)
  await expect(page.getByRole('article', { name: 'Frontend' })).toContainText(`Bucket holds${seen.version}`)
  expect(seen.digests).toEqual([(await readEnvironment(demo, 'staging')).backend.artifact?.digest])
  expect(seen.registryDigest).toBe(seen.digests[0])
  return seen
}

test('the AWS CLI reads what Lockstep shows, before and after a deploy', async ({ page, demo }) => {
  const next = await newestVersion(demo, 'staging')
  const before = await expectSameTruth(page, demo)
  expect(before.invalidations).toEqual([])

  const dialog = await pickVersion(page, next.version)
  await chooseAllAtOnce(dialog)
  await startButton(dialog).click()
  await expect(stepRow(page, 'Bundle calls the right backend').first()).toContainText('Done', {
    timeout: 90_000,
  })

  const after = await expectSameTruth(page, demo)
  expect(after.version).toBe(next.version)
  expect(after.digests).toEqual([next.digest])
  expect(after.invalidations).toEqual(['Completed'])
  expect(before.keys.filter((key) => !after.keys.includes(key))).toEqual([])

  const entry = after.keys.find((key) => key.startsWith('assets/index-') && !before.keys.includes(key))
  const cacheOf = async (key: string) =>
    (await aws(demo, Head, `s3api head-object --bucket ${bucket} --key ${key}`)).CacheControl
  expect(await cacheOf('index.html')).toBe('public,max-age=60,must-revalidate')
  expect(await cacheOf('version.txt')).toBe('public,max-age=60,must-revalidate')
  expect(await cacheOf(entry ?? 'no new entry script')).toBe('public,max-age=31536000,immutable')
})

test('the AWS CLI reads the metrics that the charts show', async ({ demo }) => {
  const url = `${demo.url}/api/v1/applications/storefront/environments/staging/measurements`
  await expect
    .poll(async () => {
      const { series } = Measurements.parse(await (await fetch(url)).json())
      const latency = series.find(({ metric }) => metric === 'healthy-hosts')
      return latency?.points.findLast(({ value }) => value !== null)?.value
    })
    .toBe(await healthyHostsByCli(demo))
})

const TargetGroups = z.object({
  TargetGroups: z.array(
    z.object({
      TargetGroupArn: z.string(),
      LoadBalancerArns: z.array(z.string()),
      TargetGroupName: z.string(),
    }),
  ),
})

const healthyHostsByCli = async (demo: DemoProcess): Promise<number | undefined> => {
  const { TargetGroups: groups } = await aws(demo, TargetGroups, 'elbv2 describe-target-groups')
  const group = groups.find(({ TargetGroupName }) => TargetGroupName === 'storefront-staging')
  if (group === undefined) throw new Error('the CLI sees no target group of staging')
  const targetGroup = group.TargetGroupArn.split(':').at(-1)
  const loadBalancer = group.LoadBalancerArns[0]?.split('loadbalancer/').at(-1)
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()
  const { Datapoints } = await aws(
    demo,
    Statistics,
    `cloudwatch get-metric-statistics --namespace AWS/ApplicationELB --metric-name HealthyHostCount --statistics Average --period 60 --start-time ${ago(600)} --end-time ${ago(0)} --dimensions Name=TargetGroup,Value=${targetGroup} Name=LoadBalancer,Value=${loadBalancer}`,
  )
  return Datapoints[0]?.Average
}
