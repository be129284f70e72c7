import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockDataFolder } from '../../apps/bff/src/adapters/store/data-folder-lock.ts'
import { clearFolder } from './clear-folder.ts'

test('a second demo does not empty the data folder of the one that runs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-demo-'))
  const kept = join(folder, 'kept')
  await writeFile(kept, 'rows')
  const running = lockDataFolder(folder)
  if (!running.ok) throw new Error(running.problem.title)
  expect(await clearFolder(folder)).toContain(folder)
  expect(existsSync(kept)).toBe(true)
  running.value.release()
  expect(await clearFolder(folder)).toBeNull()
  expect(existsSync(folder)).toBe(false)
  await rm(folder, { recursive: true, force: true })
})
