import { expect, it } from 'vitest'
import { budgetOf, oldBudgets, requestBudgets } from './request-budgets.ts'
import { accountOf, createRequestLimiter } from './request-limiter.ts'

const one = { account: 'aws 111111111111', region: 'eu-west-1' }

function setUp() {
  let now = 0
  const limiter = createRequestLimiter({
    monotonic: () => now,
    wait: async (milliseconds) => {
      // Who has had a turn says so before time passes.
      await new Promise(setImmediate)
      now += milliseconds
    },
  })
  return { limiter, now: () => now }
}

it('counts the operations of one group together', async () => {
  const { limiter, now } = setUp()
  for (let call = 0; call < 25; call += 1) {
    await limiter.take(one, 'ecs:DescribeServices')
    await limiter.take(one, 'ecs:ListServices')
  }
  expect(now()).toBe(0)
  await limiter.take(one, 'ecs:DescribeServices')
  expect(now()).toBeCloseTo(100)
})

it('keeps a budget for each group, account and region, and one for all regions where AWS does', async () => {
  const { limiter, now } = setUp()
  const use = async (operation: string, owner = one) => {
    for (let call = 0; call < 20; call += 1) await limiter.take(owner, operation)
  }
  await use('elasticloadbalancing:DescribeRules')
  await use('elasticloadbalancing:DescribeListeners', { ...one, region: 'us-east-1' })
  await use('elasticloadbalancing:DescribeListeners', { ...one, account: 'aws 222222222222' })
  await use('ecs:DescribeTasks')
  await use('cloudfront:GetDistribution')
  expect(now()).toBe(0)
  await limiter.take({ ...one, region: 'us-east-1' }, 'cloudfront:GetDistributionConfig')
  expect(now()).toBeCloseTo(200)
})

it('does not hold S3 back', async () => {
  const { limiter, now } = setUp()
  await Promise.all(Array.from({ length: 5_000 }, () => limiter.take(one, 's3:PutObject')))
  expect(now()).toBe(0)
})

it('finds the account of a role, in its partition', () => {
  expect(accountOf('arn:aws:iam::123456789012:role/lockstep')).toBe('aws 123456789012')
  expect(accountOf('arn:aws-cn:iam::123456789012:role/path/lockstep')).toBe('aws-cn 123456789012')
  expect(accountOf(null)).toBe('own')
})

it('has a row for every operation of the services that it limits', () => {
  for (const service of [
    'ecs',
    'ecr',
    'elasticloadbalancing',
    'cloudfront',
    'cloudwatch',
    'logs',
    'appconfig',
  ])
    expect(budgetOf(`${service}:SomethingNew`), service).not.toBeNull()
})

it('knows which rows were looked up more than a year ago', () => {
  const [row] = requestBudgets
  if (row === undefined) throw new Error('there is no row')
  const rows = [
    { ...row, lookedUp: '2025-11-19' },
    { ...row, lookedUp: '2025-11-21' },
  ]
  expect(oldBudgets(rows, new Date('2026-11-20T00:00:00Z'))).toEqual(rows.slice(0, 1))
})

it('reminds whoever runs the tests of rows that have become old', () => {
  // No failure: that a year has passed is no fault of the change that is tested.
  const old = oldBudgets(requestBudgets, new Date())
  for (const { group, source, lookedUp } of old)
    process.stderr.write(`Look up again: the budget of ${group} is of ${lookedUp} (${source}).\n`)
  expect(old.length).toBeLessThanOrEqual(requestBudgets.length)
})
