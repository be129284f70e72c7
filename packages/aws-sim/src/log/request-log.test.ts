import { expect, test } from 'vitest'
import { createRequestLog, type RequestLog } from './request-log.ts'
import { summarizeInput } from './summarize.ts'

function write(log: RequestLog, operation: string, status = 200): void {
  const given = {
    at: '2025-09-29T10:00:00.000Z',
    service: 'ecs',
    operation,
    input: {},
    accessKeyId: null,
    principal: null,
  }
  log.begin(given).end(status, status < 400 ? null : 'ServerException')
}

test('it keeps the newest requests and goes on counting', () => {
  const log = createRequestLog(100)
  for (let index = 0; index < 1000; index++) write(log, `Operation${index}`)
  const kept = log.list()
  expect(kept.length).toBeGreaterThanOrEqual(100)
  expect(kept.length).toBeLessThanOrEqual(125)
  expect(kept.at(-1)).toMatchObject({ seq: 1000, operation: 'Operation999' })
  log.clear()
  write(log, 'Next')
  expect(log.list()).toMatchObject([{ seq: 1001 }])
})

test('it filters by service, operation, error and number, and gives the newest', () => {
  const log = createRequestLog()
  write(log, 'ListTasks')
  write(log, 'UpdateService', 500)
  write(log, 'ListTasks')
  expect(log.count({ operation: 'ListTasks' })).toBe(2)
  expect(log.list({ service: 'ecs', errorCode: 'ServerException' })).toMatchObject([{ seq: 2 }])
  expect(log.list({ since: 1, limit: 1 })).toMatchObject([{ seq: 3 }])
  expect(log.list({ service: 's3' })).toEqual([])
})

test('it shows a request whose answer is not known yet', () => {
  const log = createRequestLog()
  const open = log.begin({
    at: '',
    service: 's3',
    operation: 'PutObject',
    input: {},
    accessKeyId: null,
    principal: null,
  })
  expect(log.list()).toMatchObject([{ status: null, faulted: null }])
  open.fault('hold')
  open.end(200, null)
  expect(log.list()).toMatchObject([{ status: 200, faulted: 'hold' }])
})

test('inputs are small: bodies become digests, long texts and lists are cut', () => {
  const summary = summarizeInput({
    Body: Buffer.from('hello'),
    Text: 'x'.repeat(2000),
    List: Array.from({ length: 80 }, (_, index) => index),
    Nested: { At: new Date(0), Key: 'k' },
  })
  expect(summary).toMatchObject({
    Body: { bytes: 5, md5: '5d41402abc4b2a76b9719d911017c592' },
    Nested: { At: '1970-01-01T00:00:00.000Z', Key: 'k' },
  })
  expect(summary.Text).toHaveLength(500 + '… (2000 characters)'.length)
  expect(summary.List).toHaveLength(50)
})
