import type { Problem } from '@lockstep/shared-types/problem'
import type { Readable } from 'node:stream'
import { artifactTooLarge, hostileArtifact } from '../../domain/artifact/artifact-problems.ts'
import {
  ancestorsOf,
  joinPath,
  parseEntryPath,
  relationToAny,
  whiteoutOf,
} from '../../domain/artifact/entry-path.ts'
import type { ImageLimits } from '../../domain/artifact/image-limits.ts'
import type { LayerNode, LayerSummary } from '../../domain/artifact/layer.ts'
import { createContentEtag } from './content-etag.ts'
import { ImageError } from './image-error.ts'
import { readTar, type TarHeader } from './read-tar.ts'
import type { BlobRef } from './verify-blob.ts'

const indexHtmlBytes = 1024 * 1024

/** Which part of an image is looked at. */
export type ScanScope = {
  /** Folders, or files that links lead to; relative to the image's root. */
  readonly folders: readonly string[]
  /** Paths, relative to the image's root, of files that nobody wants: as if they were not there. */
  readonly isExcluded: (path: string) => boolean
  readonly limits: ImageLimits
}

/**
 * Reads a layer to its end and says what it holds of the folders. File bodies are hashed, not kept; what lies elsewhere
 * is passed over, whatever it is. Of a path that comes twice the last counts, as for every runtime.
 * Throws ImageError with `artifact-hostile`, `artifact-too-large` or `artifact-unreadable`.
 */
export async function scanLayer(
  source: Readable,
  blob: BlobRef,
  { folders, isExcluded, limits }: ScanScope,
  signal: AbortSignal,
): Promise<LayerSummary> {
  const nodes = new Map<string, LayerNode>()
  const removed = new Set<string>()
  const opaque = new Set<string>()
  let folderBytes = 0
  let taken = 0
  // Told only at the end: a limit that breaks first is the better name for an endless layer.
  const conflicts: Problem[] = []
  const indexes = new Set(folders.flatMap((folder) => [folder, joinPath(folder, 'index.html')]))

  const addNode = (path: string, node: LayerNode): void => {
    const there = nodes.get(path)
    if (there?.kind === 'directory' && node.kind !== 'directory')
      for (const below of [...nodes.keys()].filter((one) => one.startsWith(`${path}/`))) nodes.delete(below)
    nodes.set(path, node)
    for (const ancestor of ancestorsOf(path)) {
      const above = nodes.get(ancestor)
      if (above === undefined) nodes.set(ancestor, { kind: 'directory' })
      else if (above.kind !== 'directory') conflicts.push(hostileArtifact('path-conflict', ancestor))
    }
    taken += 1
    if (Math.max(taken, nodes.size) > nodesPerFile * limits.files)
      throw new ImageError(
        artifactTooLarge('files', limits.files, `${path} is one of more than ${taken} files and folders`),
      )
  }

  const readFile = async (
    path: string,
    size: number,
    entry: number,
    body: AsyncIterable<Uint8Array>,
  ): Promise<void> => {
    const etag = createContentEtag(size)
    const kept: Uint8Array[] = []
    const keep = indexes.has(path) && size <= indexHtmlBytes
    for await (const chunk of body) {
      etag.update(chunk)
      if (keep) kept.push(chunk)
    }
    const text = keep ? Buffer.concat(kept).toString('utf8') : null
    addNode(path, { kind: 'file', size, etag: etag.digest(), text, entry })
  }

  await readTar(
    source,
    blob,
    (header, entry, body) => {
      const parsed = parseEntryPath(header.name)
      if (!parsed.ok) throw new ImageError(hostileArtifact(parsed.reason, header.name))
      const { path } = parsed
      const whiteout = whiteoutOf(path)
      if (whiteout !== null) {
        if (whiteout.kind !== 'ignored' && relationToAny(folders, whiteout.path) !== 'outside')
          (whiteout.kind === 'remove' ? removed : opaque).add(whiteout.path)
        return 'skip'
      }
      const relation = relationToAny(folders, path)
      if (relation === 'outside' || path === '' || lazyPulling.has(path) || isExcluded(path)) return 'skip'
      const node = nodeOf(header)
      if (node !== 'file') {
        addNode(path, node)
        return 'skip'
      }
      const size = relation === 'ancestor' ? 0 : (header.size ?? 0)
      folderBytes += size
      if (size > limits.fileBytes)
        throw new ImageError(artifactTooLarge('fileBytes', limits.fileBytes, `${path} has ${size} bytes`))
      if (folderBytes > limits.folderBytes)
        throw new ImageError(
          artifactTooLarge('folderBytes', limits.folderBytes, `with ${path} it is ${folderBytes} bytes`),
        )
      if (relation !== 'ancestor') return readFile(path, size, entry, body)
      addNode(path, { kind: 'file', size, etag: '', text: null, entry })
      return 'skip'
    },
    signal,
  )
  const [conflict] = conflicts
  if (conflict !== undefined) throw new ImageError(conflict)
  return { nodes, removed, opaque }
}

/** What eStargz adds at the image's root, for runtimes that pull parts of a layer. */
const lazyPulling = new Set(['stargz.index.json', '.prefetch.landmark', '.no.prefetch.landmark'])

/** Folders count too here. */
const nodesPerFile = 2

function nodeOf(header: TarHeader): LayerNode | 'file' {
  switch (header.type) {
    case 'file':
    case 'contiguous-file':
      // An old way to say that it is a folder.
      if (header.name.endsWith('/')) return { kind: 'directory' }
      return isSparse(header) ? { kind: 'sparse-file' } : 'file'
    case 'directory':
      return { kind: 'directory' }
    case 'symlink':
      return { kind: 'symlink', target: header.linkname ?? '' }
    case 'link': {
      const target = parseEntryPath(header.linkname ?? '')
      if (!target.ok) throw new ImageError(hostileArtifact(target.reason, header.linkname ?? ''))
      return { kind: 'hardlink', target: target.path }
    }
    case 'character-device':
    case 'block-device':
    case 'fifo':
      return { kind: 'device' }
    default:
      return { kind: 'unknown-entry' }
  }
}

/** GNU tar keeps a map of the holes in front of the content. */
const isSparse = ({ pax }: TarHeader): boolean =>
  pax !== undefined && pax !== null && Object.keys(pax).some((key) => key.startsWith('GNU.sparse.'))
