import { expect, it } from 'vitest'
import { parseRegistryHost } from './registry-host.ts'

it.each([
  '111122223333.dkr.ecr.us-east-1.amazonaws.com',
  '111122223333.dkr.ecr-fips.us-east-1.amazonaws.com',
  '111122223333.dkr-ecr.us-east-1.on.aws',
  '111122223333.dkr-ecr-fips.us-east-1.on.aws',
])('reads account and region of %s', (host) => {
  expect(parseRegistryHost(host)).toEqual({ registryId: '111122223333', region: 'us-east-1' })
})

it('knows regions of other partitions', () => {
  expect(parseRegistryHost('111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn')?.region).toBe('cn-north-1')
  expect(parseRegistryHost('111122223333.dkr.ecr.us-gov-west-1.amazonaws.com')?.region).toBe('us-gov-west-1')
})

it.each(['ghcr.io', 'public.ecr.aws', 'localhost:5000', 'dkr.ecr.us-east-1.amazonaws.com', 'docker.io'])(
  'takes %s for no registry of ECR',
  (host) => {
    expect(parseRegistryHost(host)).toBeNull()
  },
)
