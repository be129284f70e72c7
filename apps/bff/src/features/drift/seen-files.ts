import type { SeenFile } from '../../domain/bundle/bundle-evidence.ts'
import { decodePath } from '../../domain/bundle/script-links.ts'
import type { Kept } from './script-memory.ts'

/** What was read of scripts and stylesheets, by path. */
export function seenFiles(
  seen: ReadonlyMap<string, Kept>,
  refused: readonly { readonly path: string }[],
): Record<string, SeenFile> {
  const paths = new Set(refused.map(({ path }) => path))
  const files = [...seen].map(([path, { sha256, contentType }]): [string, SeenFile] => [
    decodePath(path),
    { sha256, contentType, isRefused: paths.has(path) },
  ])
  return Object.fromEntries(files)
}
