import type * as ecsPackage from '@aws-sdk/client-ecs'
import type { Handlers } from '../../wire/handlers.ts'
import type { Ecs } from '../../world/ecs/ecs.ts'
import { page } from '../paging.ts'
import { findCluster, findService, findTask, invalid, nameOf } from './find.ts'
import { taskShape } from './task-shape.ts'
import { pageSize } from './validate.ts'

type EcsHandlers = Handlers<typeof ecsPackage>

export const taskHandlers = (ecs: Ecs): EcsHandlers => ({
  ListTasks({ cluster, serviceName, family, startedBy, desiredStatus = 'RUNNING', nextToken, maxResults }) {
    const service = serviceName === undefined ? null : findService(ecs, cluster, serviceName)
    const found = [...findCluster(ecs, cluster).tasks.values()]
      .filter((task) => service === null || task.service === service)
      .filter((task) => family === undefined || task.definition.family === family)
      .filter((task) => startedBy === undefined || task.startedBy === startedBy)
      .filter((task) => task.desiredStatus === desiredStatus)
    const { items, nextToken: next } = page(found, nextToken, pageSize(maxResults))
    return { taskArns: items.map(({ arn }) => arn), nextToken: next }
  },
  DescribeTasks({ cluster, tasks = [] }) {
    const record = findCluster(ecs, cluster)
    if (tasks.length === 0) throw invalid('Tasks cannot be empty.')
    if (tasks.length > 100) throw invalid('Tasks cannot contain more than 100 elements.')
    const found = tasks.map((asked) => ({ asked, task: record.tasks.get(nameOf(asked)) }))
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
