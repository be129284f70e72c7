import { createHash } from 'node:crypto'
import type { BuildRecord } from '@lockstep/shared-types/build-record'

/** The record of a build with these files. */
export const recordOf = (
  files: Readonly<Record<string, string>>,
  change: Partial<BuildRecord> = {},
): BuildRecord => ({
  schemaVersion: 1,
  version: null,
  commit: null,
  endpoint: null,
  settings: {},
  files: Object.entries(files).map(([path, text]) => ({
    path,
    bytes: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
    md5: createHash('md5').update(text).digest('hex'),
  })),
  ...change,
})
