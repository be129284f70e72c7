import { DescribeTasksCommand, ListTasksCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs'
import type { Clock } from '../../domain/clock.ts'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok } from '../../domain/result.ts'
import type { ServiceDeployer } from '../../workflows/ports.ts'
import { awsProblem } from './aws-problem.ts'
import type { AwsClientFactory } from './clients.ts'
import { createEcsServiceReader } from './ecs-service-reader.ts'
import type { EcsTaskDefinitions } from './ecs-task-definitions.ts'
import { shiftConfiguration } from './traffic/native/shift-configuration.ts'

const shownStoppedTasks = 20

/** Changes what an ECS service runs, and watches it do so. */
export function createEcsDeployer(
  factory: AwsClientFactory,
  taskDefinitions: EcsTaskDefinitions,
  clock: Clock,
): ServiceDeployer {
  const services = createEcsServiceReader(factory, clock)

  return {
    register: taskDefinitions.register,
    describe: taskDefinitions.describe,

    async service(environment) {
      const reading = await services.read(environment)
      switch (reading.state) {
        case 'read':
          return ok(reading.value)
        case 'unreadable':
          return fail(reading.problem)
        case 'absent':
          return fail({
            code: 'aws-not-found',
            title: 'The ECS service is not there.',
            detail: nameOf(environment),
            remedy: 'Check the cluster and the service in the configuration.',
          })
      }
    },

    async update(environment, taskDefinition, { desired, staged = false, force = false } = {}) {
      const { cluster, service } = environment.backend
      const { ecs } = factory.for(environment)
      try {
        const shift = await shiftConfiguration(ecs, environment, staged)
        await ecs.send(
          new UpdateServiceCommand({
            cluster,
            service,
            taskDefinition,
            ...shift,
            ...(desired === undefined ? {} : { desiredCount: desired }),
            ...(force ? { forceNewDeployment: true } : {}),
          }),
        )
        return ok(undefined)
      } catch (error) {
        return fail(awsProblem(error, 'ecs:UpdateService', nameOf(environment)))
      }
    },

    async stoppedTasks(environment) {
      const { cluster, service } = environment.backend
      const { ecs } = factory.for(environment)
      try {
        const { taskArns = [] } = await ecs.send(
          new ListTasksCommand({
            cluster,
            serviceName: service,
            desiredStatus: 'STOPPED',
            maxResults: shownStoppedTasks,
          }),
        )
        if (taskArns.length === 0) return ok([])
        const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }))
        return ok(
          tasks.map((task) => ({
            arn: task.taskArn ?? '',
            taskDefinitionArn: task.taskDefinitionArn ?? '',
            stoppedAt: task.stoppedAt?.toISOString() ?? null,
            reason: [task.stoppedReason, ...(task.containers ?? []).map(containerEnd)]
              .filter((part) => part !== undefined && part !== '')
              .join('; '),
          })),
        )
      } catch (error) {
        return fail(awsProblem(error, 'ecs:ListTasks', nameOf(environment)))
      }
    },
  }
}

const containerEnd = (container: {
  name?: string | undefined
  reason?: string | undefined
  exitCode?: number | undefined
}): string => {
  if (container.reason !== undefined) return `${container.name}: ${container.reason}`
  if (container.exitCode === undefined || container.exitCode === 0) return ''
  return `${container.name} ended with exit code ${container.exitCode}`
}

const nameOf = ({ backend }: Environment): string => `${backend.cluster}/${backend.service}`
