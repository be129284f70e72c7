import type * as ecsPackage from '@aws-sdk/client-ecs'
import type { Handlers } from '../../wire/handlers.ts'
import type { Clock } from '../../world/clock.ts'
import type { Ecs } from '../../world/ecs/ecs.ts'
import type { TaskRecord } from '../../world/ecs/model.ts'
import { page } from '../paging.ts'
import { findAnyService, findCluster, findTask, invalid, nameWithin } from './find.ts'
import { taskShape } from './task-shape.ts'
import { pageSize } from './validate.ts'

type EcsHandlers = Handlers<typeof ecsPackage>

/**
 * What a list says a task is meant to be: for a while what it was before. believed: ECS says of itself that its answers come to agree
 * in time, and names no figure (developer guide).
 */
const listed = (task: TaskRecord, at: number): 'RUNNING' | 'STOPPED' | null => {
  if (task.createdAt > at) return null
  return task.stoppingAt !== null && task.stoppingAt > at ? 'RUNNING' : task.desiredStatus
}

export const taskHandlers = (ecs: Ecs, clock: Clock): EcsHandlers => ({
  ListTasks({ cluster, serviceName, family, startedBy, desiredStatus = 'RUNNING', nextToken, maxResults }) {
    const service = serviceName === undefined ? null : findAnyService(ecs, cluster, serviceName)
    const found = [...findCluster(ecs, cluster).tasks.values()]
      .filter((task) => service === null || task.service === service)
      .filter((task) => family === undefined || task.definition.family === family)
      .filter((task) => startedBy === undefined || task.startedBy === startedBy)
      .filter((task) => listed(task, clock.now() - ecs.listDelay) === desiredStatus)
    const { items, nextToken: next } = page(found, nextToken, pageSize(maxResults))
    return { taskArns: items.map(({ arn }) => arn), nextToken: next }
  },
  DescribeTasks({ cluster, tasks = [] }) {
    const record = findCluster(ecs, cluster)
    if (tasks.length === 0) throw invalid('Tasks cannot be empty.')
    if (tasks.length > 100) throw invalid('Tasks cannot contain more than 100 elements.')
    const found = tasks.map((asked) => ({ asked, task: record.tasks.get(nameWithin(record, asked)) }))
    return {
      tasks: found.flatMap(({ task }) => (task === undefined ? [] : [taskShape(task)])),
      failures: found.flatMap(({ asked, task }) => {
        const arn = asked.startsWith('arn:') ? asked : `${record.arn.replace(':cluster/', ':task/')}/${asked}`
        return task === undefined ? [{ arn, reason: 'MISSING' }] : []
      }),
    }
  },
  StopTask({ cluster, task, reason = 'Task stopped by user' }) {
    const record = findTask(ecs, cluster, task)
    ecs.stopTask(record, reason)
    return { task: taskShape(record) }
  },
})
