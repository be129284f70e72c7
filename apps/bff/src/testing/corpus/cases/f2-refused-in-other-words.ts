import {
  ContinueServiceDeploymentCommand,
  DescribeServiceDeploymentsCommand,
  ListServiceDeploymentsCommand,
  StopServiceDeploymentCommand,
  type ECSClient,
} from '@aws-sdk/client-ecs'
import { continueDeployment, goBack } from '../../../adapters/aws/traffic/native/move-native.ts'
import type { Native } from '../../../adapters/aws/traffic/native/service-deployment.ts'
import { toResult } from '../../../adapters/aws/traffic/problem-error.ts'
import { noRelease } from '../../../adapters/aws/traffic/testing/traffic-rig.ts'
import { environment } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase, type Answer } from '../corpus-case.ts'

const serviceDeploymentArn = 'arn:aws:ecs:eu-west-1:1:service-deployment/main/shop/1'
const target = { environment, releaseId: 'r1', startedAt: '2026-11-20T10:00:00.000Z' }
const hook = (status: 'AWAITING_ACTION' | 'SUCCEEDED') => ({
  serviceDeploymentArn,
  lifecycleHookDetails: [{ hookId: 'h1', status }],
})

/** ECS that refuses every write, in words that nobody has foreseen, and says what is there now. */
function refusing(now: { readonly status: string; readonly hook: 'AWAITING_ACTION' | 'SUCCEEDED' }): Native {
  let asked = false
  const send = (command: unknown): Promise<unknown> => {
    if (command instanceof ListServiceDeploymentsCommand) {
      const status = asked ? now.status : 'IN_PROGRESS'
      return Promise.resolve({
        serviceDeployments: [{ serviceDeploymentArn, status, createdAt: new Date() }],
      })
    }
    if (command instanceof DescribeServiceDeploymentsCommand)
      return Promise.resolve({ serviceDeployments: [{ ...hook(now.hook), status: now.status }] })
    if (
      command instanceof ContinueServiceDeploymentCommand ||
      command instanceof StopServiceDeploymentCommand
    ) {
      asked = true
      const words = { name: 'InvalidParameterException', $metadata: { httpStatusCode: 400 } }
      return Promise.reject(Object.assign(new Error('Das geht jetzt nicht.'), words))
    }
    return Promise.reject(new Error('not foreseen'))
  }
  const ecs = { send } as Partial<ECSClient> as ECSClient
  return { ecs, taskDefinitionOf: noRelease, definitions: new Map() }
}

async function answerOf(work: () => Promise<unknown>): Promise<Answer> {
  const result = await toResult(work)
  return result.ok ? { status: 'goes on' } : { status: 'refused', sentence: result.problem.title }
}

export const corpusCase = defineCase({
  id: 'F2',
  title: 'A repeat after a lost answer is refused in unforeseen words',
  world:
    'ContinueServiceDeployment or StopServiceDeployment had its effect, the answer was lost, and the repeat is refused.',
  source: 'cases.md',
  right: {
    'continue:over': { status: 'goes on' },
    'continue:waiting': { status: 'refused' },
    'stop:returning': { status: 'goes on' },
    'stop:finished': { status: 'refused', says: /finished/ },
    'stop:under-way': { status: 'refused' },
  },
  rules: async () => {
    const continued = (now: 'AWAITING_ACTION' | 'SUCCEEDED') =>
      answerOf(() =>
        continueDeployment(refusing({ status: 'IN_PROGRESS', hook: now }), target, hook('AWAITING_ACTION')),
      )
    const stopped = (status: string) =>
      answerOf(() => goBack(refusing({ status, hook: 'SUCCEEDED' }), target))
    return {
      'continue:over': await continued('SUCCEEDED'),
      'continue:waiting': await continued('AWAITING_ACTION'),
      'stop:returning': await stopped('ROLLBACK_IN_PROGRESS'),
      'stop:finished': await stopped('SUCCESSFUL'),
      'stop:under-way': await stopped('IN_PROGRESS'),
    }
  },
})
