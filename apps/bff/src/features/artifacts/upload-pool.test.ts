import { expect, it } from 'vitest'
import { ok, type Result } from '../../domain/result.ts'
import { createUploadPool } from './upload-pool.ts'

const problem = { code: 'aws-access-denied', title: 'Denied.', detail: null, remedy: null } as const

/** Uploads that end when the test says so. */
function held() {
  const ends: ((result: Result<void>) => void)[] = []
  return { ends, upload: () => new Promise<Result<void>>((resolve) => ends.push(resolve)) }
}

it('never holds more bytes or more uploads than it may', async () => {
  const pool = createUploadPool({ uploads: 2, bytes: 100 })
  const { ends, upload } = held()
  await pool.reserve(60)
  pool.start(60, upload)
  let reserved = false
  const second = pool.reserve(60).then(() => (reserved = true))
  await Promise.resolve()
  expect(reserved).toBe(false)
  ends[0]?.(ok(undefined))
  await second
  pool.start(60, upload)
  await pool.reserve(10)
  pool.start(10, upload)
  const third = pool.reserve(1).then(() => (reserved = false))
  await Promise.resolve()
  expect(reserved).toBe(true)
  ends[2]?.(ok(undefined))
  await third
  expect(reserved).toBe(false)
})

it('lets a file through that is larger than all its room, when it is alone', async () => {
  const pool = createUploadPool({ uploads: 2, bytes: 100 })
  expect(await pool.reserve(1_000)).toEqual(ok(undefined))
})

it('takes nothing more after a failure, and tells it once all is quiet', async () => {
  const pool = createUploadPool({ uploads: 1, bytes: 100 })
  const { ends, upload } = held()
  await pool.reserve(1)
  pool.start(1, upload)
  const waiting = pool.reserve(1)
  ends[0]?.({ ok: false, problem })
  expect(await waiting).toEqual({ ok: false, problem })
  expect(await pool.drain()).toEqual({ ok: false, problem })
})
