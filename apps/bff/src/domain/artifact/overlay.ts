import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import { artifactTooLarge, artifactWithoutFrontend, hostileArtifact } from './artifact-problems.ts'
import { ancestorsOf, relationTo } from './entry-path.ts'
import type { FrontendFile, FrontendListing } from './frontend-file.ts'
import type { ImageLimits } from './image-limits.ts'
import type { LayerSummary } from './layer.ts'

export type Overlay = {
  /** Layers are added newest first. */
  add(layer: string, summary: LayerSummary): Result<void>
  /** True when nothing in older layers can show any more. */
  closed(): boolean
  listing(): Result<FrontendListing>
}

/**
 * Lays layers over each other as an overlay file system does: what a newer layer has, removes or replaces
 * hides what older layers have there. Only what stays visible counts, for files as for links.
 */
export function createOverlay(folder: string, limits: ImageLimits): Overlay {
  const seen = new Set<string>()
  const removed = new Set<string>()
  const opaque = new Set<string>()
  const files: FrontendFile[] = []
  let totalBytes = 0
  let entries = 0
  let indexHtml: string | null = null
  const folderAndAbove = ['', ...ancestorsOf(folder), folder]

  const hidden = (path: string): boolean => {
    if (seen.has(path) || removed.has(path) || opaque.has('')) return true
    return ancestorsOf(path).some((ancestor) => removed.has(ancestor) || opaque.has(ancestor))
  }

  const add = (layer: string, summary: LayerSummary): Result<void> => {
    entries += summary.entries
    if (entries > limits.imageEntries)
      return fail(artifactTooLarge('imageEntries', limits.imageEntries, `${entries} entries`))
    const replaced: string[] = []
    const added: string[] = []
    for (const [path, node] of summary.nodes) {
      // What is no folder hides all that older layers have below it, even when itself hidden.
      if (node.kind !== 'directory') replaced.push(path)
      if (hidden(path)) continue
      added.push(path)
      if (node.kind === 'directory') continue
      if (node.kind !== 'file') return fail(hostileArtifact(node.kind, path))
      if (relationTo(folder, path) !== 'inside') continue
      const relative = path.slice(folder.length + 1)
      files.push({ path: relative, size: node.size, etag: node.etag, layer })
      if (relative === 'index.html') indexHtml = node.text
      totalBytes += node.size
    }
    if (files.length > limits.folderEntries)
      return fail(artifactTooLarge('folderEntries', limits.folderEntries, `${files.length} files`))
    if (totalBytes > limits.folderBytes)
      return fail(artifactTooLarge('folderBytes', limits.folderBytes, `${totalBytes} bytes`))
    for (const path of added) seen.add(path)
    for (const path of summary.removed) removed.add(path)
    for (const path of summary.opaque) opaque.add(path)
    for (const path of replaced) opaque.add(path)
    return ok(undefined)
  }

  return {
    add,
    closed: () => folderAndAbove.some((path) => removed.has(path) || opaque.has(path)),
    listing: () => {
      if (!files.some((file) => file.path === 'index.html'))
        return fail(artifactWithoutFrontend(`/${folder}`))
      const byPath = files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
      return ok({ files: byPath, totalBytes, indexHtml })
    },
  }
}
