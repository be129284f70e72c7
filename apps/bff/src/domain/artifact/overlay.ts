import { ancestorsOf } from './entry-path.ts'
import type { LayerFile, LayerNode, LayerSummary } from './layer.ts'

/** A path of the image as a container sees it. A hard link stands for itself only while its file was not seen. */
export type ImageNode =
  | Exclude<LayerNode, LayerFile>
  | (LayerFile & {
      /** Digest of the layer that holds it. */
      readonly layer: string
    })

export type Overlay = {
  /** Layers are added newest first. */
  add(layer: string, summary: LayerSummary): void
  /** True when nothing in older layers can show any more. */
  closed(): boolean
  /** What shows, by path. */
  tree(): ReadonlyMap<string, ImageNode>
}

/**
 * Lays layers over each other as an overlay file system does: what a newer layer has, removes or replaces
 * hides what older layers have there. `folders` are those that are looked at.
 */
export function createOverlay(folders: readonly string[]): Overlay {
  const tree = new Map<string, ImageNode>()
  const removed = new Set<string>()
  const opaque = new Set<string>()
  /** Paths of hard links whose file an older layer must have, by that file. */
  const linked = new Map<string, string[]>()

  const hidden = (path: string): boolean => {
    if (tree.has(path) || removed.has(path) || opaque.has('')) return true
    return ancestorsOf(path).some((ancestor) => removed.has(ancestor) || opaque.has(ancestor))
  }

  /** The file that a hard link of this layer names: in the layer itself, as nearly always, or in an older one. */
  const fileOf = (layer: string, summary: LayerSummary, node: LayerNode): ImageNode => {
    const file = node.kind === 'hardlink' ? summary.nodes.get(node.target) : node
    if (file?.kind === 'file') return { ...file, layer }
    return node.kind === 'file' ? { ...node, layer } : node
  }

  const add = (layer: string, summary: LayerSummary): void => {
    const shown: [string, ImageNode][] = []
    const replaced: string[] = []
    for (const [path, node] of summary.nodes) {
      // What is no folder hides all that older layers have below it, even when itself hidden.
      if (node.kind !== 'directory') replaced.push(path)
      const image = fileOf(layer, summary, node)
      if (!hidden(path)) shown.push([path, image])
      if (image.kind !== 'file') continue
      for (const link of linked.get(path) ?? []) tree.set(link, image)
      linked.delete(path)
    }
    for (const [path, node] of shown) {
      tree.set(path, node)
      if (node.kind === 'hardlink') linked.set(node.target, [...(linked.get(node.target) ?? []), path])
    }
    for (const path of summary.removed) removed.add(path)
    for (const path of summary.opaque) opaque.add(path)
    for (const path of replaced) opaque.add(path)
  }

  return {
    add,
    closed: () =>
      linked.size === 0 &&
      folders.every((folder) =>
        ['', ...ancestorsOf(folder), folder].some((path) => removed.has(path) || opaque.has(path)),
      ),
    tree: () => tree,
  }
}
