import { createHash } from 'node:crypto'
import type { SiteFile } from './site.ts'

const hash = (algorithm: 'sha256' | 'md5', body: Uint8Array): string =>
  createHash(algorithm).update(body).digest('hex')

/** The record that a build writes of itself, with what is baked in. */
export function buildRecord(
  version: string,
  settings: Readonly<Record<string, string>>,
  files: readonly SiteFile[],
): SiteFile {
  const record = {
    schemaVersion: 1,
    version,
    commit: null,
    endpoint: settings['VITE_API_URL'] ?? null,
    settings,
    files: files.map(({ path, body }) => ({
      path,
      bytes: body.length,
      sha256: hash('sha256', body),
      md5: hash('md5', body),
    })),
  }
  return {
    path: 'lockstep-build.json',
    body: Buffer.from(`${JSON.stringify(record, null, 1)}\n`),
    contentType: 'application/json',
  }
}
