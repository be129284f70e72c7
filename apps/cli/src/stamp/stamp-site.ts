import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { buildRecordPath, type BuildRecord, type BuiltFile } from '@lockstep/shared-types/build-record'

/** What a build says of itself besides its files. */
export type Stamp = Pick<BuildRecord, 'version' | 'commit' | 'endpoint' | 'settings'>

/** Names that the release itself writes, or that a system leaves behind: no part of a build. */
const leftOut: ReadonlySet<string> = new Set([buildRecordPath, 'version.txt', '.DS_Store', 'Thumbs.db'])

/**
 * Writes the record of a built site into its folder. The same folder and the same stamp always give the same bytes.
 * Fails as the file system does when the folder cannot be read or written.
 */
export async function stampSite(folder: string, stamp: Stamp): Promise<BuildRecord> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && !leftOut.has(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted(byCodePoints)
  const files: BuiltFile[] = []
  for (const path of paths) files.push({ path, ...(await digest(join(folder, path))) })
  const settings = Object.fromEntries(
    Object.entries(stamp.settings).toSorted(([a], [b]) => byCodePoints(a, b)),
  )
  const record: BuildRecord = {
    schemaVersion: 1,
    version: stamp.version,
    commit: stamp.commit,
    endpoint: stamp.endpoint,
    settings,
    files,
  }
  await writeFile(join(folder, buildRecordPath), `${JSON.stringify(record, null, 1)}\n`)
  return record
}

async function digest(file: string): Promise<Omit<BuiltFile, 'path'>> {
  const [sha256, md5] = [createHash('sha256'), createHash('md5')]
  let bytes = 0
  for await (const chunk of createReadStream(file)) {
    sha256.update(chunk)
    md5.update(chunk)
    bytes += chunk.length
  }
  return { bytes, sha256: sha256.digest('hex'), md5: md5.digest('hex') }
}

/** The same on every machine, whatever its language. */
const byCodePoints = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
