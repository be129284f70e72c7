import type { Problem } from '@lockstep/shared-types/problem'
import type { TaskState } from '../domain/drift/observation.ts'
import { lineLevel, shownLine } from '../domain/release/log-line.ts'
import type { Reading } from '../domain/reading.ts'
import type { Result } from '../domain/result.ts'
import type { NewLogEntry, StoppedTask, TaskLogLine, TaskLogRequest } from './ports.ts'

/** What the new tasks write, in the log of the release. A help for people: whatever goes wrong here fails nothing. */
export type LogTail = {
  /** Takes the next lines of one of the tasks that run this task definition, at most once in a few seconds. */
  readonly follow: (taskDefinitionArn: string) => Promise<void>
  /** Takes the last lines of tasks that have ended, once each. */
  readonly lastWords: (stopped: readonly StoppedTask[]) => Promise<void>
}

export type LogTailDeps = {
  /** Lines from before the release are no news. */
  readonly begin: Date
  readonly now: () => Date
  readonly listTasks: () => Promise<Reading<readonly TaskState[]>>
  readonly read: (request: TaskLogRequest) => Promise<Result<readonly TaskLogLine[]>>
  readonly log: (entries: readonly Omit<NewLogEntry, 'step'>[]) => Promise<void>
}

/** What one run of a step adds to the log at most. */
const linesPerStep = 200
const linesPerCall = 50
const lastLines = 20
const endedTasksRead = 3
const pauseMilliseconds = 3_000
/** After a failure that may pass. */
const longPauseMilliseconds = 30_000
/** Clocks differ, and what a task wrote just before it ended is what matters. */
const marginMilliseconds = 60_000

export function createLogTail(deps: LogTailDeps): LogTail {
  const begin = deps.begin.getTime() - marginMilliseconds
  /** Per task: from when on its lines are news, and in which turn it was read last. */
  const tasks = new Map<string, { from: number; turn: number }>()
  const taken = new Set<string>()
  const ended = new Set<string>()
  let turn = 0
  let notBefore = 0

  const may = (): boolean => deps.now().getTime() >= notBefore && taken.size < linesPerStep
  const pause = (milliseconds: number): void => {
    notBefore = deps.now().getTime() + milliseconds
  }

  const take = async (taskArn: string, lines: readonly TaskLogLine[]): Promise<void> => {
    const fresh = lines.filter(({ id }) => !taken.has(id)).slice(0, linesPerStep - taken.size)
    for (const { id } of fresh) taken.add(id)
    const task = taskArn.slice(taskArn.lastIndexOf('/') + 1).slice(0, 8)
    await deps.log(
      fresh.map(({ id, at, message }) => ({
        source: 'log',
        level: lineLevel(message),
        message: `${task} ${shownLine(message)}`,
        at,
        onceKey: `log:${id}`,
      })),
    )
  }

  const giveUp = async ({ code, title, detail }: Problem): Promise<void> => {
    const passes = code !== 'aws-access-denied' && code !== 'aws-not-found' && code !== 'aws-rejected'
    pause(passes ? longPauseMilliseconds : Number.POSITIVE_INFINITY)
    const message = `The log lines of the tasks cannot be shown. ${title} ${detail ?? ''}`.trim()
    await deps.log([{ source: 'lockstep', level: 'warning', message, onceKey: 'log-tail' }])
  }

  const nextTask = (running: readonly TaskState[]): TaskState | undefined =>
    running.toSorted((a, b) => (tasks.get(a.arn)?.turn ?? 0) - (tasks.get(b.arn)?.turn ?? 0))[0]

  return {
    async follow(taskDefinitionArn) {
      if (!may()) return
      pause(pauseMilliseconds)
      const listed = await deps.listTasks()
      if (listed.state !== 'read') return
      const task = nextTask(
        listed.value.filter((one) => one.taskDefinitionArn === taskDefinitionArn && one.startedAt !== null),
      )
      if (task === undefined) return
      const from = tasks.get(task.arn)?.from ?? begin
      const lines = await deps.read({
        taskDefinitionArn,
        taskArn: task.arn,
        from: new Date(from),
        take: 'first',
        limit: linesPerCall,
      })
      if (!lines.ok) return await giveUp(lines.problem)
      const last = lines.value.at(-1)
      turn += 1
      // A full answer of one instant would come again and again.
      const stuck = lines.value.length === linesPerCall && last !== undefined && Date.parse(last.at) === from
      tasks.set(task.arn, { from: (last === undefined ? from : Date.parse(last.at)) + (stuck ? 1 : 0), turn })
      await take(task.arn, lines.value)
    },

    async lastWords(stopped) {
      for (const task of stopped.filter(({ arn }) => !ended.has(arn))) {
        if (ended.size >= endedTasksRead || notBefore === Number.POSITIVE_INFINITY) return
        ended.add(task.arn)
        const end = task.stoppedAt === null ? deps.now().getTime() : Date.parse(task.stoppedAt)
        // One after the other, and few: AWS allows only some of these calls in a second.
        const lines = await deps.read({
          taskDefinitionArn: task.taskDefinitionArn,
          taskArn: task.arn,
          from: new Date(end - marginMilliseconds),
          take: 'last',
          limit: lastLines,
        })
        await (lines.ok ? take(task.arn, lines.value) : giveUp(lines.problem))
      }
    },
  }
}
