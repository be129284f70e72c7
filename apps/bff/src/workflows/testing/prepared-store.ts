import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../adapters/store/open-store.ts'
import type { Store } from '../../adapters/store/store.ts'
import { writeSeed } from '../../compose/write-seed.ts'

/** An embedded store that has all tables already, ours and the engine's, in a folder that vanishes with it. */
export async function openPreparedStore(): Promise<Store> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lockstep-store-'))
  const opened = await openStore({ dataFolder, seedFile: await preparedDatabase() })
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

/** The archive of such a store, kept between runs for as long as the tables stay what they are. */
export async function preparedDatabase(): Promise<string> {
  const file = join(tmpdir(), `lockstep-test-prepared-${await tablesHash()}.tar.gz`)
  if (existsSync(file)) return file
  // Other workers may be doing the same: each writes its own file, and the last name wins whole.
  const own = `${file}.${randomUUID()}`
  await writeSeed(own)
  await rename(own, file)
  return file
}

async function tablesHash(): Promise<string> {
  const folder = new URL('../../adapters/store/migrations/', import.meta.url)
  // Pins the version of the engine.
  const engine = new URL('../../../package.json', import.meta.url)
  const names = (await readdir(folder)).toSorted()
  const files = [engine, ...names.map((name) => new URL(name, folder))]
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  return createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 16)
}
