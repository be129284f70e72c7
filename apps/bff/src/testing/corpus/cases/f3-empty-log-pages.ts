import { createEcsTaskReader } from '../../../adapters/aws/ecs-task-reader.ts'
import { createTaskLogReader } from '../../../adapters/aws/log-reader.ts'
import { systemClock } from '../../../domain/clock.ts'
import { ok } from '../../../domain/result.ts'
import { createLogTail } from '../../../workflows/log-tail.ts'
import type { NewLogEntry, TaskLogPart } from '../../../workflows/ports.ts'
import type { Answers, WireRig } from '../corpus-case.ts'
import { defineCase } from '../corpus-case.ts'

const emptyPages = 4
const line = { id: '1', at: '2026-11-20T13:00:30.000Z', message: 'FATAL configuration is missing' }

/** What the log of a release shows of a task that ended, when the search for its lines goes like this. */
async function lastWords(parts: readonly TaskLogPart[]): Promise<string> {
  const logged: Omit<NewLogEntry, 'step'>[] = []
  const left = [...parts]
  const tail = createLogTail({
    begin: new Date('2026-11-20T13:00:00.000Z'),
    now: () => new Date('2026-11-20T13:01:00.000Z'),
    listTasks: async () => ({ state: 'absent', source: 'test', readAt: line.at }),
    read: async () => ok(left.shift() ?? { lines: [], goOn: 'more' }),
    log: async (entries) => void logged.push(...entries),
  })
  await tail.lastWords([{ arn: 'task/1', taskDefinitionArn: 'td:2', stoppedAt: line.at, reason: 'Exited' }])
  return logged.map(({ message }) => message).join('\n')
}

async function read({ world, environment, aws }: WireRig): Promise<Answers> {
  const tasks = await createEcsTaskReader(aws, systemClock).read(environment)
  const task = tasks.state === 'read' ? tasks.value[0] : undefined
  if (task === undefined) throw new Error('The case has no task.')
  for (const group of world.logs.groups.values()) group.emptyPages = emptyPages
  const found = await createTaskLogReader(aws)(environment, {
    taskDefinitionArn: task.taskDefinitionArn,
    taskArn: task.arn,
    from: new Date(0),
    take: 'first',
    limit: 50,
  })
  for (const group of world.logs.groups.values()) group.emptyPages = 1
  if (!found.ok) return { log: { status: found.problem.code, sentence: found.problem.title } }
  const sentence = found.value.lines.map(({ message }) => message).join('\n')
  return { log: { status: found.value.goOn === null ? 'complete' : 'incomplete', sentence } }
}

export const corpusCase = defineCase({
  id: 'F3',
  title: 'Empty pages of the log before the line that matters',
  world: 'FilterLogEvents gives four pages without events and with a token, then the line.',
  source: 'cases.md',
  right: {
    'last-words': { says: /FATAL configuration is missing/ },
    endless: { says: /not searched to its end/ },
    log: { status: 'complete', says: /listening/ },
  },
  rules: async () => {
    const empty = { lines: [], goOn: 'more' }
    return {
      'last-words': {
        status: 'said',
        sentence: await lastWords([empty, empty, { lines: [line], goOn: null }]),
      },
      endless: { status: 'said', sentence: await lastWords([empty]) },
    }
  },
  wire: { answers: read },
})
