import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectNone, nameOf, told, untold } from './testing/expect-told.ts'
import { startFaultRig, type FaultRig } from './testing/fault-rig.ts'
import { operationsOfDeploy, runTable, type CellResult } from './testing/fault-table.ts'
import { isLong } from './testing/long.ts'

/** What takes longest first. */
const kinds = [
  'timeout',
  'lostAnswer',
  'throttle',
  'serverError',
  'accessDenied',
  'reset',
  'truncate',
  'garbage',
  'stale',
] as const

/** A new one joins the table by itself; that it did is worth a look. */
const expectedOperations = [
  'cloudfront.CreateInvalidation',
  'cloudfront.GetDistribution',
  'cloudfront.GetInvalidation',
  'cloudwatch.GetMetricData',
  'door.api',
  'door.site',
  'ecr.BatchGetImage',
  'ecr.DescribeImages',
  'ecr.DownloadLayer',
  'ecr.GetDownloadUrlForLayer',
  'ecs.DescribeServices',
  'ecs.DescribeTaskDefinition',
  'ecs.DescribeTasks',
  'ecs.ListServiceDeployments',
  'ecs.ListTaskDefinitions',
  'ecs.ListTasks',
  'ecs.RegisterTaskDefinition',
  'ecs.UpdateService',
  'elbv2.DescribeRules',
  'elbv2.DescribeTargetGroups',
  'elbv2.DescribeTargetHealth',
  'logs.FilterLogEvents',
  's3.GetObject',
  's3.HeadBucket',
  's3.HeadObject',
  's3.ListObjectsV2',
  's3.PutObject',
]

let rig: FaultRig
let operations: readonly string[]
let results: readonly CellResult[]
beforeAll(async () => {
  rig = await startFaultRig({ stepTimeoutSeconds: 4 })
  operations = await operationsOfDeploy(rig)
  const first = await runTable(
    rig,
    kinds.flatMap((kind, row) =>
      operations
        .filter((_name, column) => isLong || kind === 'accessDenied' || (row + column) % 4 === 0)
        .map((operation) => ({ operations: [operation], kind })),
    ),
  )
  // On a busy machine a deploy may run out of time before it comes to what is struck.
  const [struck, missed] = [first.filter(wasStruck), first.filter((one) => !wasStruck(one))]
  results = [
    ...struck,
    ...(await runTable(
      rig,
      missed.map(({ cell }) => cell),
    )),
  ]
}, 900_000)
afterAll(() => rig.close())

test('the table holds every operation that a deploy uses', () => {
  expect(operations.toSorted()).toEqual(expectedOperations)
})

test('each fault strikes', () => {
  expectNone(results.filter((one) => !wasStruck(one)).map((one) => [nameOf(one), told(one)] as const))
})

test('a deploy ends in success or in a clear failure with the site whole', () => {
  expectNone(
    results.map((one) => [nameOf(one), untold(one)] as const).filter(([, wrong]) => wrong.length > 0),
  )
})

test('a denied call is told with the IAM action that is missing', () => {
  const denied = results.filter(
    ({ cell, release }) =>
      cell.kind === 'accessDenied' && release.status === 'failed' && !notOfIam.test(operationOf(cell)),
  )
  expect(denied.length).toBeGreaterThan(12)
  expectNone(
    denied
      .filter(
        (one) =>
          !told(one).includes(
            `AWS denied ${operationOf(one.cell).replace('elbv2', 'elasticloadbalancing').replace('.', ':')} `,
          ),
      )
      .map((one) => [nameOf(one), told(one)] as const),
  )
})

const wasStruck = ({ hits }: CellResult): boolean => hits.some((count) => count > 0)

const operationOf = ({ operations: [only] }: CellResult['cell']): string => only ?? ''

/** A front door asks no policy, and a layer is downloaded with a signed address. */
const notOfIam = /^door|DownloadLayer$/
