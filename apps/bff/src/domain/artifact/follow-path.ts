import { joinPath, relationToAny } from './entry-path.ts'
import type { ImageNode } from './overlay.ts'

export type Followed =
  | { readonly kind: 'found'; readonly path: string; readonly node: ImageNode }
  /** Nothing is known of this path yet: the layers must be looked at for it too. */
  | { readonly kind: 'unseen'; readonly path: string }
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'loop' }

/** As many as Linux follows. */
const mostLinks = 40

/**
 * Follows a path through the image's links as a container would: a target with a leading `/` begins at the image's
 * root, and `..` ends there. `folders` are those whose content the tree knows.
 */
export function followPath(
  tree: ReadonlyMap<string, ImageNode>,
  folders: readonly string[],
  path: string,
): Followed {
  let rest = path.split('/').filter(Boolean)
  let at = ''
  let links = 0
  for (;;) {
    const [segment, ...later] = rest
    if (segment === undefined) break
    rest = later
    if (segment === '.') continue
    if (segment === '..') {
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')))
      continue
    }
    const next = joinPath(at, segment)
    const node = tree.get(next)
    if (node === undefined) {
      const known = relationToAny(folders, next) !== 'outside'
      return known ? { kind: 'nowhere' } : { kind: 'unseen', path: [next, ...rest].join('/') }
    }
    if (node.kind !== 'symlink') {
      at = next
      continue
    }
    links += 1
    if (links > mostLinks) return { kind: 'loop' }
    rest = [...node.target.split('/').filter(Boolean), ...rest]
    if (node.target.startsWith('/')) at = ''
  }
  const node: ImageNode | undefined = at === '' ? { kind: 'directory' } : tree.get(at)
  return node === undefined ? { kind: 'nowhere' } : { kind: 'found', path: at, node }
}
