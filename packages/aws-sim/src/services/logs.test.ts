import { describe, expect, test } from 'vitest'
import { createLogs } from '../world/logs/logs.ts'
import { call, testContext } from '../world/test-context.ts'
import { logsHandlers } from './logs.ts'
import { matchesFilter } from './logs/filter-pattern.ts'

const open = (lines: readonly string[] = []) => {
  const context = testContext()
  const logs = createLogs(context)
  const handlers = logsHandlers(logs)
  for (const [index, line] of lines.entries()) logs.write('/app', 'one', line, context.clock.now() + index)
  return { context, logs, handlers, now: context.clock.now() }
}
const one = { logGroupName: '/app', logStreamName: 'one' }

describe('GetLogEvents', () => {
  test('reads a stream forwards page by page and says by its token that the end is reached', async () => {
    const { handlers } = open(['a', 'b', 'c', 'd', 'e'])
    const seen: (string | undefined)[] = []
    let nextToken: string | undefined
    for (;;) {
      const answer = await call(handlers.GetLogEvents, {
        ...one,
        limit: 2,
        startFromHead: true,
        ...(nextToken ? { nextToken } : {}),
      })
      seen.push(...(answer.events ?? []).map(({ message }) => message))
      if (answer.nextForwardToken === nextToken) break
      nextToken = answer.nextForwardToken
    }
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('goes on with lines that came after the end was reached', async () => {
    const { handlers, logs, now } = open(['a'])
    const first = await call(handlers.GetLogEvents, { ...one, startFromHead: true })
    logs.write('/app', 'one', 'late', now + 100)
    const next = await call(handlers.GetLogEvents, { ...one, nextToken: first.nextForwardToken ?? '' })
    expect(next.events?.map(({ message }) => message)).toEqual(['late'])
  })

  test('answers the newest lines without a token, and an exclusive end', async () => {
    const { handlers, now } = open(['a', 'b', 'c'])
    const newest = await call(handlers.GetLogEvents, { ...one, limit: 2 })
    expect(newest.events?.map(({ message }) => message)).toEqual(['b', 'c'])
    const early = await call(handlers.GetLogEvents, { ...one, endTime: now + 1 })
    expect(early.events?.map(({ message }) => message)).toEqual(['a'])
  })
})

describe('FilterLogEvents', () => {
  test('joins streams in order of time, filtered by time and pattern', async () => {
    const { handlers, logs, now } = open(['ok 1', 'error 2', 'ok 3'])
    logs.write('/app', 'two', 'error 4', now + 1)
    const search = { logGroupName: '/app', filterPattern: 'error', startTime: now + 1 }
    // As AWS may: a page without events before those that there are.
    const empty = await call(handlers.FilterLogEvents, search)
    expect(empty).toMatchObject({ events: [], nextToken: expect.any(String) })
    const answer = await call(handlers.FilterLogEvents, { ...search, nextToken: empty.nextToken })
    expect(answer.events?.map(({ message, logStreamName }) => [message, logStreamName])).toEqual([
      ['error 2', 'one'],
      ['error 4', 'two'],
    ])
  })

  test.each([
    ['', 'anything', true],
    ['error', 'an error', true],
    ['error -timeout', 'error by timeout', false],
    ['?error ?warn', 'a warning', true],
    ['"not found"', 'it was not found', true],
    ['"not found"', 'found not', false],
  ])('pattern %s on "%s": %s', (pattern, message, expected) => {
    expect(matchesFilter(pattern, message)).toBe(expected)
  })
})

describe('groups and streams', () => {
  test('are made once, and missing ones are errors', async () => {
    const { handlers } = open()
    await call(handlers.CreateLogGroup, { logGroupName: '/app' })
    await expect(call(handlers.CreateLogGroup, { logGroupName: '/app' })).rejects.toMatchObject({
      code: 'ResourceAlreadyExistsException',
    })
    await expect(call(handlers.GetLogEvents, one)).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    })
    await call(handlers.CreateLogStream, one)
    await call(handlers.PutLogEvents, { ...one, logEvents: [{ timestamp: 1, message: 'x' }] })
    expect((await call(handlers.GetLogEvents, one)).events).toHaveLength(1)
  })

  test('streams are listed by their last line when asked', async () => {
    const { handlers, logs, now } = open(['a'])
    logs.write('/app', 'newer', 'b', now + 1000)
    const answer = await call(handlers.DescribeLogStreams, {
      logGroupName: '/app',
      orderBy: 'LastEventTime',
      descending: true,
      limit: 1,
    })
    expect(answer.logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(['newer'])
    expect(answer.nextToken).toBeDefined()
  })

  test('keep the newest lines only', () => {
    const { logs } = open(Array.from({ length: 2500 }, (_, index) => String(index)))
    const lines = logs.groups.get('/app')?.streams.get('one')?.lines ?? []
    expect([lines.length, lines.at(-1)?.message]).toEqual([2000, '2499'])
  })
})
