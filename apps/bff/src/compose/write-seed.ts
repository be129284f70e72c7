import { mkdtemp, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { migrate } from '../adapters/store/migrate.ts'
import { openEmbedded } from '../adapters/store/open-embedded.ts'
import { createReleaseEngine } from '../workflows/release-engine.ts'

const quiet = { warn: () => undefined, error: () => undefined }

/** Writes the archive of an empty data folder with all tables, ours and the engine's: a first start unpacks it instead of making them. */
export async function writeSeed(file: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-seed-'))
  try {
    const opened = await openEmbedded(folder, null)
    if (!opened.ok) throw new Error(opened.problem.title)
    const store = opened.value
    await migrate(store)
    const engine = createReleaseEngine({ pool: store.pool, embedded: true, log: quiet })
    await engine.prepare()
    const archive = await store.dump()
    await store.close()
    await mkdir(dirname(file), { recursive: true })
    // Whole or not at all: a start that finds half an archive could not use it.
    await writeFile(`${file}.new`, archive)
    await rename(`${file}.new`, file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
