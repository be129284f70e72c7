import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedded } from '../open-embedded.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'

/** An embedded store in a folder that vanishes with it. */
export async function openTemporaryStore(): Promise<Store> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lockstep-store-'))
  const opened = await openStore({ dataFolder, seedFile: await emptyDatabase() })
  if (!opened.ok) throw new Error(opened.problem.title)
  const store = opened.value
  return {
    ...store,
    async close() {
      await store.close()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** An archive of a database without any table, kept between runs: making one anew takes seconds. */
export async function emptyDatabase(): Promise<string> {
  const file = join(tmpdir(), 'lockstep-test-database-1.tar.gz')
  if (existsSync(file)) return file
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-empty-'))
  const opened = await openEmbedded(folder, null)
  if (!opened.ok) throw new Error(opened.problem.title)
  const archive = await opened.value.dump()
  await opened.value.close()
  await rm(folder, { recursive: true, force: true })
  // Other workers may be doing the same: each writes its own file, and the last name wins whole.
  const own = `${file}.${randomUUID()}`
  await writeFile(own, archive)
  await rename(own, file)
  return file
}
