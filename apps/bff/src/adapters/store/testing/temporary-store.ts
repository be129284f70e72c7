import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'

/** An embedded store in a folder that vanishes with it. */
export async function openTemporaryStore(): Promise<Store> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lockstep-store-'))
  const opened = await openStore({ dataFolder })
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
