import { awsProblem } from '../../../adapters/aws/aws-problem.ts'
import { createEcsTaskDefinitions } from '../../../adapters/aws/ecs-task-definitions.ts'
import { createInvalidator } from '../../../adapters/aws/invalidator.ts'
import { isRetryable } from '../../../domain/release/retryable.ts'
import { defineCase, type Answer } from '../corpus-case.ts'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Result } from '../../../domain/result.ts'

const thrown = (name: string, message: string) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } })

/** What a step does with a failed call: `poll` asks this very question. */
const handled = (problem: Problem): Answer => ({
  status: isRetryable(problem) ? 'waits' : 'fails',
  sentence: problem.title,
})
const answered = (result: Result<unknown>): Answer =>
  result.ok ? { status: 'done' } : handled(result.problem)

const busyFamily = {
  code: 'ClientException',
  message: 'Too many concurrent attempts to create a new revision of the specified family.',
} as const

export const corpusCase = defineCase({
  id: 'F1',
  title: 'AWS is busy, or credentials do not come for a moment',
  world:
    'Too many invalidations are under way; the family is being revised; the source of credentials hiccups.',
  source: 'cases.md',
  right: {
    'step:invalidate': { status: 'waits', says: /invalidations under way/, never: /reject|denied/i },
    'step:backend-update': { status: 'waits', says: /task definitions under way/, never: /reject|denied/i },
    'step:credentials': { status: 'waits', says: /no AWS credentials/, never: /denied/i },
    'step:unknown': { status: 'fails' },
  },
  alone: true,
  rules: () => ({
    'step:invalidate': handled(
      awsProblem(thrown('TooManyInvalidationsInProgress', 'Any words.'), 'cloudfront:CreateInvalidation'),
    ),
    'step:backend-update': handled(
      awsProblem(thrown(busyFamily.code, busyFamily.message), 'ecs:RegisterTaskDefinition'),
    ),
    'step:credentials': handled(
      awsProblem(thrown('CredentialsProviderError', 'Could not load credentials'), 'ecs:DescribeServices'),
    ),
    // A refusal that nobody knows is not tried again for ever.
    'step:unknown': handled(awsProblem(thrown('ClientException', 'No.'), 'ecs:RegisterTaskDefinition')),
  }),
  wire: {
    answers: async ({ simulator, environment, aws, world }) => {
      const times = 1
      simulator.faults.add({
        service: 'cloudfront',
        operation: 'CreateInvalidation',
        kind: 'refuse',
        code: 'TooManyInvalidationsInProgress',
        times,
      })
      simulator.faults.add({
        service: 'ecs',
        operation: 'RegisterTaskDefinition',
        kind: 'refuse',
        times,
        ...busyFamily,
      })
      const { cluster, service } = environment.backend
      const baseArn = world.ecs.service(cluster, service)?.deployments[0]?.revision.definition.arn ?? ''
      const invalidated = await createInvalidator(aws).create(environment, { reference: 'r1', paths: ['/*'] })
      const registered = await createEcsTaskDefinitions(aws).register(environment, {
        baseArn,
        artifact: { version: 'v2', digest: `sha256:${'2'.repeat(64)}` },
        commit: null,
        releaseId: 'r1',
      })
      return { 'step:invalidate': answered(invalidated), 'step:backend-update': answered(registered) }
    },
  },
})
