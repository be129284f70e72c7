import type { Problem } from '@lockstep/shared-types/problem'
import { expect, test } from 'vitest'
import type { TaskState } from '../domain/drift/observation.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { createLogTail } from './log-tail.ts'
import type { NewLogEntry, TaskLogLine, TaskLogPart, TaskLogRequest } from './ports.ts'

const begin = Date.parse('2026-11-20T13:00:00.000Z')
const task = (name: string, taskDefinitionArn = 'td:2'): TaskState => ({
  arn: `arn:task/${name}`,
  taskDefinitionArn,
  lastStatus: 'RUNNING',
  healthStatus: 'HEALTHY',
  imageDigest: null,
  startedAt: '2026-11-20T13:00:10.000Z',
})
const line = (id: string, second = 20): TaskLogLine => ({
  id,
  at: new Date(begin + second * 1000).toISOString(),
  message: `line ${id}`,
})

const part = (lines: readonly TaskLogLine[], goOn: string | null = null) => ok({ lines, goOn })

/** A tail whose clock the test moves, what it asked for, and what it logged. */
function tailOf(running: readonly TaskState[], read: (request: TaskLogRequest) => Result<TaskLogPart>) {
  const logged: Omit<NewLogEntry, 'step'>[] = []
  const asked: TaskLogRequest[] = []
  let now = begin
  const tail = createLogTail({
    begin: new Date(begin),
    now: () => new Date(now),
    listTasks: async () => ({ state: 'read', value: running, source: 'test', readAt: '' }),
    read: async (request) => {
      asked.push(request)
      return read(request)
    },
    log: async (entries) => void logged.push(...entries),
  })
  /** Looks, then lets time pass. */
  const follow = async (seconds = 3) => {
    await tail.follow('td:2')
    now += seconds * 1000
  }
  return { tail, logged, asked, follow }
}

test('only tasks of the release are read, in turn, and not more often than every three seconds', async () => {
  const { asked, follow } = tailOf([task('old', 'td:1'), task('a'), task('b')], () => part([]))
  await follow(1)
  await follow(2)
  await follow()
  await follow()
  expect(asked.map(({ taskArn }) => taskArn)).toEqual(['arn:task/a', 'arn:task/b', 'arn:task/a'])
})

test('the next read begins at the last line, and a line is taken once', async () => {
  const { asked, logged, follow } = tailOf([task('a')], () => part([line('1', 20), line('2', 25)]))
  await follow()
  await follow()
  expect(asked.at(1)?.from).toEqual(new Date(begin + 25_000))
  expect(logged).toMatchObject([
    { source: 'log', message: 'a line 1', onceKey: 'log:1' },
    { source: 'log', message: 'a line 2', onceKey: 'log:2' },
  ])
})

test('one run of a step takes 200 lines at most', async () => {
  let count = 0
  const { asked, logged, follow } = tailOf([task('a')], () =>
    part(Array.from({ length: 50 }, () => line(String((count += 1)), count))),
  )
  for (let look = 0; look < 8; look += 1) await follow()
  expect(logged).toHaveLength(200)
  expect(asked).toHaveLength(4)
})

const problem = (code: Problem['code']): Problem => ({ code, title: 'No.', detail: null, remedy: null })

test('what is denied is said once and not asked for again; what may pass is, much later', async () => {
  const denied = tailOf([task('a')], () => fail(problem('aws-access-denied')))
  await denied.follow()
  await denied.follow(3600)
  await denied.follow()
  expect(denied.asked).toHaveLength(1)
  expect(denied.logged).toMatchObject([{ source: 'lockstep', level: 'warning', onceKey: 'log-tail' }])

  const throttled = tailOf([task('a')], () => fail(problem('aws-throttled')))
  await throttled.follow(29)
  await throttled.follow(1)
  await throttled.follow()
  expect(throttled.asked).toHaveLength(2)
})

test('the last lines of a task that ended are read once', async () => {
  const { tail, asked, logged } = tailOf([], () => part([line('1')]))
  const stopped = { arn: 'arn:task/a', taskDefinitionArn: 'td:2', stoppedAt: line('').at, reason: 'sick' }
  await tail.lastWords([stopped])
  await tail.lastWords([stopped])
  expect(asked).toMatchObject([{ taskArn: 'arn:task/a', take: 'last' }])
  expect(logged).toHaveLength(1)
})

test('a search that has found nothing yet goes on where it was, and begins anew when that place is lost', async () => {
  const answers = [part([], 'a'), part([], 'b'), fail(problem('aws-rejected')), part([line('1', 30)])]
  const { asked, logged, follow } = tailOf([task('a')], () => answers.shift() ?? part([]))
  for (let look = 0; look < 5; look += 1) await follow()
  expect(asked.map(({ goOn }) => goOn ?? null)).toEqual([null, 'a', 'b', null, null])
  expect(asked.map(({ from }) => from.getTime() - begin)).toEqual([
    -60_000, -60_000, -60_000, -60_000, 30_000,
  ])
  expect(logged.filter(({ source }) => source === 'log')).toMatchObject([{ message: 'a line 1' }])
})

test('the last lines of a task are searched for to the end of its log, or said to be incomplete', async () => {
  const stopped = { arn: 'arn:task/a', taskDefinitionArn: 'td:2', stoppedAt: line('').at, reason: 'sick' }
  const found = tailOf([], ({ goOn }) => (goOn === undefined ? part([], 'more') : part([line('1')])))
  await found.tail.lastWords([stopped])
  expect(found.logged).toMatchObject([{ source: 'log', message: 'a line 1' }])

  const endless = tailOf([], () => part([line('1')], 'more'))
  await endless.tail.lastWords([stopped])
  expect(endless.logged.at(-1)).toMatchObject({
    source: 'lockstep',
    message: expect.stringContaining('not searched to its end'),
  })
})
