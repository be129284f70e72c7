import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestSimulator, type TestSimulator } from './test-simulator.ts'

let simulator: TestSimulator
let sts: STSClient
const RoleArn = 'arn:aws:iam::123456789012:role/lockstep/deployer'

beforeAll(async () => {
  simulator = await startTestSimulator()
  sts = new STSClient(simulator.clientSettings)
})
afterAll(() => simulator.close())

test('an assumed role is who calls from then on, for an hour of real time', async () => {
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'release-7' }))
  const remaining = (Credentials?.Expiration?.getTime() ?? 0) - Date.now()
  expect(remaining).toBeGreaterThan(3_590_000)
  expect(remaining).toBeLessThanOrEqual(3_600_000)
  const assumed = new STSClient({
    ...simulator.clientSettings,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  })
  await expect(assumed.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
    Account: '123456789012',
    Arn: 'arn:aws:sts::123456789012:assumed-role/deployer/release-7',
  })
})

test('a denied role cannot be assumed', async () => {
  simulator.world.sts.denyRole(RoleArn)
  const call = sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'release-8' }))
  await expect(call).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } })
  simulator.world.sts.allowRole(RoleArn)
})

test.each([
  { RoleArn: 'deployer', RoleSessionName: 'release' },
  { RoleArn, RoleSessionName: 'a b' },
  { RoleArn, RoleSessionName: 'release', DurationSeconds: 60 },
])('refuses %j', async (input) => {
  await expect(sts.send(new AssumeRoleCommand(input))).rejects.toMatchObject({ name: 'ValidationError' })
})
