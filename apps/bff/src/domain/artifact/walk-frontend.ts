import type { Problem } from '@lockstep/shared-types/problem'
import { fail, ok, type Result } from '../result.ts'
import {
  artifactTooLarge,
  artifactWithoutFrontend,
  hostileArtifact,
  type HostileReason,
} from './artifact-problems.ts'
import { checkPath } from './check-path.ts'
import { ancestorsOf, joinPath, relationToAny } from './entry-path.ts'
import { followPath, type Followed } from './follow-path.ts'
import type { FrontendFile, FrontendListing } from './frontend-file.ts'
import type { ImageLimits } from './image-limits.ts'
import type { ImageNode } from './overlay.ts'

const stepsPerFile = 4
type File = Extract<ImageNode, { kind: 'file' }>

export type WalkInput = {
  readonly tree: ReadonlyMap<string, ImageNode>
  /** The frontend folder. */
  readonly folder: string
  /** Folders whose content the tree knows; the frontend folder, and what links led to so far. */
  readonly known: readonly string[]
  /** Paths relative to the frontend folder that nobody wants. */
  readonly isExcluded: (path: string) => boolean
  readonly limits: ImageLimits
}

/** A listing, or folders and files elsewhere in the image that links lead to, for which the layers must be read again. */
export type Walked =
  | { readonly kind: 'listing'; readonly listing: FrontendListing }
  | { readonly kind: 'unseen'; readonly paths: readonly string[] }

/**
 * Lists the frontend as a web server in the container would find it, links followed. The folder itself may be a link
 * to wherever the build lies; links below it may lead anywhere in the application's own folder (the topmost one), but
 * not to the rest of the image, which nobody meant to publish.
 */
export function walkFrontend(input: WalkInput): Result<Walked> {
  const { tree, folder, known, isExcluded, limits } = input
  const root = followPath(tree, known, folder)
  if (root.kind === 'unseen') return ok({ kind: 'unseen', paths: [root.path] })
  if (root.kind === 'loop') return fail(hostileArtifact('link-loop', folder))
  if (root.kind === 'nowhere' || root.node.kind !== 'directory')
    return fail(artifactWithoutFrontend(`/${folder}`))

  const children = childrenOf(tree)
  const own = [topmost(folder), topmost(root.path)]
  const unseen = new Set<string>()
  const found: { path: string; file: File }[] = []
  let refused: Problem | null = null
  // Links may lead to the same folders again and again without a circle.
  let steps = 0

  const takeLinked = (path: string, followed: Followed, above: readonly string[]): void => {
    if (followed.kind === 'loop') return refuse('link-loop', path)
    if (followed.kind === 'nowhere') return refuse('link-nowhere', path)
    if (relationToAny(own, followed.path) === 'outside' || followed.path === '')
      return refuse('link-outside', path)
    if (followed.kind === 'unseen') unseen.add(followed.path)
    else if (followed.node.kind === 'directory' && above.includes(followed.path)) refuse('link-loop', path)
    else take(path, followed.path, followed.node, above)
  }
  const refuse = (reason: HostileReason, path: string): void => {
    if (!isExcluded(path)) refused ??= hostileArtifact(reason, joinPath(folder, path))
  }
  const take = (path: string, at: string, node: ImageNode, above: readonly string[]): void => {
    steps += 1
    if (steps > stepsPerFile * limits.files) return
    switch (node.kind) {
      case 'directory': {
        for (const name of children.get(at) ?? []) {
          const child = joinPath(at, name)
          const childNode = tree.get(child)
          if (childNode !== undefined) take(joinPath(path, name), child, childNode, [...above, at])
        }
        return
      }
      case 'file':
        if (isExcluded(path)) return
        refused ??= checkPath(path, limits)
        found.push({ path, file: node })
        return
      case 'symlink':
        return takeLinked(path, followPath(tree, known, at), above)
      case 'hardlink':
        return takeLinked(path, followPath(tree, known, node.target), above)
      case 'device':
      case 'sparse-file':
      case 'unknown-entry':
        return refuse(node.kind, path)
    }
  }

  take('', root.path, root.node, [])
  if (refused !== null) return fail(refused)
  if (steps > stepsPerFile * limits.files) return fail(tooManyFiles(limits, steps))
  if (unseen.size > 0) return ok({ kind: 'unseen', paths: [...unseen] })
  return listingOf(found, folder, limits)
}

function listingOf(
  found: readonly { readonly path: string; readonly file: File }[],
  folder: string,
  limits: ImageLimits,
): Result<Walked> {
  const totalBytes = found.reduce((sum, { file }) => sum + file.size, 0)
  if (found.length > limits.files) return fail(tooManyFiles(limits, found.length))
  if (totalBytes > limits.folderBytes)
    return fail(artifactTooLarge('folderBytes', limits.folderBytes, `${totalBytes} bytes in all`))
  const index = found.find(({ path }) => path === 'index.html')
  if (index === undefined) return fail(artifactWithoutFrontend(`/${folder}`))
  const files = found
    .map(({ path, file: { size, etag, layer, entry } }): FrontendFile => ({ path, size, etag, layer, entry }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
  return ok({ kind: 'listing', listing: { files, totalBytes, indexHtml: index.file.text } })
}

function childrenOf(tree: ReadonlyMap<string, ImageNode>): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>()
  for (const path of tree.keys()) {
    const parent = ancestorsOf(path).at(-1) ?? ''
    const names = children.get(parent) ?? []
    names.push(path.slice(parent === '' ? 0 : parent.length + 1))
    children.set(parent, names)
  }
  return children
}

const tooManyFiles = (limits: ImageLimits, seen: number): Problem =>
  artifactTooLarge('files', limits.files, `${seen} files and folders in the frontend`)

const topmost = (path: string): string => path.split('/')[0] ?? ''
