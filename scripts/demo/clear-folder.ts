import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { lockDataFolder } from '../../apps/bff/src/adapters/store/data-folder-lock.ts'

/** Empties the data folder of an earlier demo. Says why not, in words, when a demo that runs is using it; else null. */
export async function clearFolder(dataFolder: string): Promise<string | null> {
  if (existsSync(dataFolder)) {
    const lock = lockDataFolder(dataFolder)
    if (!lock.ok) return [lock.problem.title, dataFolder, lock.problem.remedy].join('\n')
    lock.value.release()
  }
  await rm(dataFolder, { recursive: true, force: true })
  return null
}
