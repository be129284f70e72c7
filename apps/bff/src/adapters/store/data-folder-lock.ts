import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fail, ok, type Result } from '../../domain/result.ts'

export type DataFolderLock = { release(): void }

/**
 * Holds the data folder for this process. PGlite has no lock of its own, and two processes on one folder lose rows.
 * An open exclusive SQLite transaction is a lock that the kernel lets go of, even on kill -9.
 */
export function lockDataFolder(dataFolder: string): Result<DataFolderLock> {
  mkdirSync(dataFolder, { recursive: true })
  const file = join(dataFolder, 'lock.db')
  const database = new DatabaseSync(file)
  try {
    database.exec('pragma journal_mode = delete; begin exclusive')
  } catch {
    database.close()
    return fail({
      code: 'not-ready',
      title: 'The data folder is in use by another process.',
      detail: dataFolder,
      remedy: 'Stop the other Lockstep, or give this one another data folder (LOCKSTEP_DATA).',
    })
  }
  return ok({ release: () => database.close() })
}
