import type { Problem } from '@lockstep/shared-types/problem'
import type { Readable } from 'node:stream'
import { artifactTooLarge, hostileArtifact } from '../../domain/artifact/artifact-problems.ts'
import {
  ancestorsOf,
  hasOddCharacters,
  parseEntryPath,
  relationTo,
  whiteoutOf,
} from '../../domain/artifact/entry-path.ts'
import type { ImageLimits } from '../../domain/artifact/image-limits.ts'
import type { LayerNode, LayerSummary } from '../../domain/artifact/layer.ts'
import { createContentEtag } from './content-etag.ts'
import { ImageError } from './image-error.ts'
import { readTar, type TarHeader } from './read-tar.ts'
import type { BlobRef } from './verify-blob.ts'

const indexHtmlBytes = 1024 * 1024

/**
 * Reads a layer to its end and says what it holds of the frontend folder. File bodies are hashed, not kept.
 * Throws ImageError with `artifact-hostile`, `artifact-too-large` or `artifact-unreadable`.
 */
export async function scanLayer(
  source: Readable,
  blob: BlobRef,
  folder: string,
  limits: ImageLimits,
  signal: AbortSignal,
): Promise<LayerSummary> {
  const nodes = new Map<string, LayerNode>()
  const removed = new Set<string>()
  const opaque = new Set<string>()
  let entries = 0
  let folderEntries = 0
  let folderBytes = 0
  // Told only at the end: a limit that breaks first is the better name for an endless layer.
  const conflicts: Problem[] = []

  const addNode = (path: string, node: LayerNode): void => {
    const there = nodes.get(path)
    if (there !== undefined && (there.kind !== 'directory' || node.kind !== 'directory'))
      conflicts.push(hostileArtifact(there.kind === node.kind ? 'duplicate-path' : 'path-conflict', path))
    nodes.set(path, node)
    for (const ancestor of ancestorsOf(path)) {
      const above = nodes.get(ancestor)
      if (above === undefined) nodes.set(ancestor, { kind: 'directory' })
      else if (above.kind !== 'directory') conflicts.push(hostileArtifact('path-conflict', ancestor))
    }
    folderEntries += 1
    if (Math.max(folderEntries, nodes.size) > limits.folderEntries)
      throw new ImageError(
        artifactTooLarge('folderEntries', limits.folderEntries, `more than ${limits.folderEntries} entries`),
      )
  }

  const readFile = async (path: string, size: number, body: AsyncIterable<Uint8Array>): Promise<void> => {
    const etag = createContentEtag(size)
    const kept: Uint8Array[] = []
    const keep = path === `${folder}/index.html` && size <= indexHtmlBytes
    for await (const chunk of body) {
      etag.update(chunk)
      if (keep) kept.push(chunk)
    }
    const text = keep ? Buffer.concat(kept).toString('utf8') : null
    addNode(path, { kind: 'file', size, etag: etag.digest(), text })
  }

  await readTar(
    source,
    blob,
    limits,
    (header, body) => {
      entries += 1
      const parsed = parseEntryPath(header.name)
      if (!parsed.ok) throw new ImageError(hostileArtifact(parsed.reason, header.name))
      const path = parsed.path
      const whiteout = whiteoutOf(path)
      if (whiteout !== null) {
        if (whiteout.kind !== 'ignored' && relationTo(folder, whiteout.path) !== 'outside')
          (whiteout.kind === 'remove' ? removed : opaque).add(whiteout.path)
        return 'skip'
      }
      const relation = relationTo(folder, path)
      if (relation === 'outside' || path === '') return 'skip'
      if (relation === 'inside') checkPath(path.slice(folder.length + 1), limits)
      const node = nodeKind(header)
      if (node !== 'file' || relation !== 'inside') {
        addNode(path, node === 'file' ? { kind: 'file', size: 0, etag: '', text: null } : { kind: node })
        return 'skip'
      }
      const size = header.size ?? 0
      folderBytes += size
      if (size > limits.fileBytes)
        throw new ImageError(artifactTooLarge('fileBytes', limits.fileBytes, `${path} has ${size} bytes`))
      if (folderBytes > limits.folderBytes)
        throw new ImageError(artifactTooLarge('folderBytes', limits.folderBytes, `${folderBytes} bytes`))
      return readFile(path, size, body)
    },
    signal,
  )
  const [conflict] = conflicts
  if (conflict !== undefined) throw new ImageError(conflict)
  return { nodes, removed, opaque, entries }
}

function checkPath(path: string, limits: ImageLimits): void {
  if (hasOddCharacters(path)) throw new ImageError(hostileArtifact('control-character-in-path', path))
  const bytes = Buffer.byteLength(path)
  if (bytes > limits.pathBytes)
    throw new ImageError(
      artifactTooLarge('pathBytes', limits.pathBytes, `a path of ${bytes} bytes: ${path.slice(0, 80)}…`),
    )
  const depth = path.split('/').length
  if (depth > limits.pathDepth)
    throw new ImageError(
      artifactTooLarge('pathDepth', limits.pathDepth, `a path ${depth} folders deep: ${path.slice(0, 80)}…`),
    )
}

function nodeKind(header: TarHeader): LayerNode['kind'] {
  switch (header.type) {
    case 'file':
    case 'contiguous-file':
      return 'file'
    case 'directory':
      return 'directory'
    case 'link':
    case 'symlink':
      return 'link'
    case 'character-device':
    case 'block-device':
    case 'fifo':
      return 'device'
    default:
      return 'unknown-entry'
  }
}
