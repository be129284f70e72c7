import type { Problem } from '@lockstep/shared-types/problem'
import type { TaskState } from '../domain/drift/observation.ts'
import { lineLevel, shownLine } from '../domain/release/log-line.ts'
import type { Reading } from '../domain/reading.ts'
import type { Result } from '../domain/result.ts'
import type { NewLogEntry, StoppedTask, TaskLogLine, TaskLogPart, TaskLogRequest } from './ports.ts'

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
  readonly read: (request: TaskLogRequest) => Promise<Result<TaskLogPart>>
  readonly log: (entries: readonly Omit<NewLogEntry, 'step'>[]) => Promise<void>
}

/** What one run of a step adds to the log at most. */
const linesPerStep = 200
const linesPerCall = 50
const lastLines = 20
const endedTasksRead = 3
/** How often the search for the last lines of one task goes on; each time it takes seconds. */
const searchesPerTask = 4
const pauseMilliseconds = 3_000
/** After a failure that may pass. */
const longPauseMilliseconds = 30_000
/** Clocks differ, and what a task wrote just before it ended is what matters. */
const marginMilliseconds = 60_000

export function createLogTail(deps: LogTailDeps): LogTail {
  const begin = deps.begin.getTime() - marginMilliseconds
  /** Per task: from when on its lines are news, where its search goes on, and in which turn it was read last. */
  const tasks = new Map<string, { from: number; goOn: string | null; turn: number }>()
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
    const task = shortName(taskArn)
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

  const tellIncomplete = (taskArn: string): Promise<void> =>
    deps.log([
      {
        source: 'lockstep',
        level: 'warning',
        message: `The log of task ${shortName(taskArn)} was not searched to its end in time: its last lines may be missing here. CloudWatch Logs has them.`,
        onceKey: `log-incomplete:${taskArn}`,
      },
    ])

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
      const { from, goOn } = tasks.get(task.arn) ?? { from: begin, goOn: null }
      const read = await deps.read({
        taskDefinitionArn,
        taskArn: task.arn,
        from: new Date(from),
        take: 'first',
        limit: linesPerCall,
        ...(goOn === null ? {} : { goOn }),
      })
      turn += 1
      if (!read.ok) {
        // Where it went on may no longer be known: the next search begins anew.
        tasks.set(task.arn, { from, goOn: null, turn })
        if (goOn !== null && read.problem.code === 'aws-rejected') return
        return await giveUp(read.problem)
      }
      const { lines } = read.value
      const last = lines.at(-1)
      // The search that goes on is the one that began at `from`.
      const searched = read.value.goOn === null && last !== undefined
      tasks.set(task.arn, { from: searched ? Date.parse(last.at) : from, goOn: read.value.goOn, turn })
      await take(task.arn, lines)
    },

    async lastWords(stopped) {
      for (const task of stopped.filter(({ arn }) => !ended.has(arn))) {
        if (ended.size >= endedTasksRead || notBefore === Number.POSITIVE_INFINITY) return
        ended.add(task.arn)
        const end = task.stoppedAt === null ? deps.now().getTime() : Date.parse(task.stoppedAt)
        const request = {
          taskDefinitionArn: task.taskDefinitionArn,
          taskArn: task.arn,
          from: new Date(end - marginMilliseconds),
          take: 'last',
          limit: lastLines,
        } as const
        // One after the other, and few: AWS allows only some of these calls in a second.
        let lines: readonly TaskLogLine[] = []
        let goOn: string | null = null
        let searches = 0
        do {
          const read: Result<TaskLogPart> = await deps.read(goOn === null ? request : { ...request, goOn })
          if (!read.ok) return await giveUp(read.problem)
          lines = [...lines, ...read.value.lines].slice(-lastLines)
          ;({ goOn } = read.value)
          searches += 1
        } while (goOn !== null && searches < searchesPerTask)
        await take(task.arn, lines)
        if (goOn !== null) await tellIncomplete(task.arn)
      }
    },
  }
}

const shortName = (taskArn: string): string => taskArn.slice(taskArn.lastIndexOf('/') + 1).slice(0, 8)
