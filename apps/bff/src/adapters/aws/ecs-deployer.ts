import { DescribeTasksCommand, paginateListTasks, UpdateServiceCommand, type Task } from '@aws-sdk/client-ecs'
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
/** ECS keeps the stopped tasks of an hour, in no order: all are looked at to show the newest. */
const describedAtOnce = 100
const newestFirst = (a: Task, b: Task): number =>
  (b.stoppedAt?.getTime() ?? Number.MAX_SAFE_INTEGER) - (a.stoppedAt?.getTime() ?? Number.MAX_SAFE_INTEGER)

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
        const pages = paginateListTasks(
          { client: ecs, pageSize: describedAtOnce },
          { cluster, serviceName: service, desiredStatus: 'STOPPED' },
        )
        const tasks: Task[] = []
        for await (const { taskArns = [] } of pages) {
          if (taskArns.length === 0) continue
          const described = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }))
          tasks.push(...(described.tasks ?? []))
        }
        return ok(
          tasks
            .toSorted(newestFirst)
            .slice(0, shownStoppedTasks)
            .map((task) => ({
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
