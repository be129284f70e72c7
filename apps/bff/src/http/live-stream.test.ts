import { expect, test } from 'vitest'
import { createApp, type AppDeps } from '../app.ts'
import { appDeps } from './testing/app-deps.ts'

const event = {
  type: 'measurements.updated',
  applicationId: 'shop',
  environmentId: 'production',
  readAt: '2026-11-02T10:00:00.000Z',
} as const

/** What the stream says until it has said `last`. */
const said = async (
  liveEvents: AppDeps['liveEvents'],
  lastEventId: string,
  last: string,
): Promise<string> => {
  const leave = new AbortController()
  const response = await createApp(appDeps({ liveEvents })).request('http://127.0.0.1:4600/api/v1/events', {
    headers: { host: '127.0.0.1:4600', 'last-event-id': lastEventId },
    signal: leave.signal,
  })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes(last)) text += (await reader?.read())?.value ?? ''
  leave.abort()
  await reader?.cancel()
  return text
}

test('a page that reconnects gets what follows the event that it names', async () => {
  const asked: (number | null)[] = []
  const subscribe: AppDeps['liveEvents']['subscribe'] = (afterId, onEvent) => {
    asked.push(afterId)
    onEvent({ id: 8, event })
    return () => undefined
  }
  expect(await said({ subscribe }, '7', 'measurements')).toContain(`data: ${JSON.stringify(event)}\nid: 8\n`)
  expect(asked).toEqual([7])
})

test('a page that missed too much is told to read anew, and from which event on it is told more', async () => {
  const subscribe: AppDeps['liveEvents']['subscribe'] = (_afterId, _onEvent, onMissed) => {
    onMissed(900)
    return () => undefined
  }
  const text = await said({ subscribe }, '7', 'reset')
  expect(text).toMatch(/event: reset\ndata: \{\}\nid: 900\n/)
})
