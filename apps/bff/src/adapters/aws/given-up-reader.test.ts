import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  ListServiceDeploymentsCommand,
} from '@aws-sdk/client-ecs'
import { expect, it } from 'vitest'
import { systemClock } from '../../domain/clock.ts'
import { environment, service } from '../../domain/drift/testing/drift-fixture.ts'
import type { AwsClientFactory } from './clients.ts'
import { createGivenUpReader } from './given-up-reader.ts'

/** The newest first; each of an image of its own. ECS describes 20 at once. */
function ecsWith(statuses: readonly string[]): AwsClientFactory {
  const send = (command: unknown): Promise<unknown> => {
    if (command instanceof ListServiceDeploymentsCommand)
      return Promise.resolve({
        serviceDeployments: statuses.slice(0, command.input.maxResults).map((status, index) => ({
          serviceDeploymentArn: `deployment/${index}`,
          targetServiceRevisionArn: `revision/${index}`,
          status,
          createdAt: new Date(Date.UTC(2026, 10, 20) - index * 60_000),
        })),
      })
    const arns =
      command instanceof DescribeServiceDeploymentsCommand
        ? command.input.serviceDeploymentArns
        : command instanceof DescribeServiceRevisionsCommand
          ? command.input.serviceRevisionArns
          : undefined
    if (arns === undefined || arns.length === 0 || arns.length > 20)
      return Promise.reject(new Error('1 to 20 elements'))
    return Promise.resolve({
      serviceDeployments: arns.map((serviceDeploymentArn) => ({ serviceDeploymentArn })),
      serviceRevisions: arns.map((arn) => ({
        serviceRevisionArn: arn,
        containerImages: [
          { containerName: environment.backend.container, image: `shop:${arn.replace('revision/', 'v')}` },
        ],
      })),
    })
  }
  return { for: () => ({ ecs: { send } }) } as unknown as AwsClientFactory
}

it.each([1, 20, 21, 45, 99])('finds what ECS gave up %i deployments ago', async (ago) => {
  const statuses = [...Array.from({ length: ago }, () => 'SUCCESSFUL'), 'ROLLBACK_SUCCESSFUL']
  const read = createGivenUpReader(ecsWith(statuses), systemClock)
  const found = await read(environment, service)
  expect(found).toMatchObject({ state: 'read', value: [{ tag: `v${ago}`, how: 'rolled-back' }] })
})

it('describes as many as failed', async () => {
  const statuses = Array.from({ length: 60 }, () => 'ROLLBACK_SUCCESSFUL')
  const found = await createGivenUpReader(ecsWith(statuses), systemClock)(environment, service)
  expect(found.state === 'read' && found.value.length).toBe(60)
})
