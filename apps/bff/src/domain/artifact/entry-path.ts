import type { HostileReason } from './artifact-problems.ts'

export type EntryPath =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: HostileReason }

/**
 * The path of a tar entry relative to the image's root, without leading `./` or `/`, doubled or trailing slashes;
 * the root itself is the empty string. Runtimes read `/x` as `x`; paths that they refuse are refused with the reason.
 */
export function parseEntryPath(name: string): EntryPath {
  if (name.includes('\0')) return { ok: false, reason: 'nul-in-path' }
  const segments = name.split('/').filter((segment) => segment !== '' && segment !== '.')
  if (segments.includes('..')) return { ok: false, reason: 'parent-path' }
  return { ok: true, path: segments.join('/') }
}

/** `/app/dist/public/` of the configuration as `app/dist/public`. */
export const toFolder = (imagePath: string): string => imagePath.split('/').filter(Boolean).join('/')

/** `app`, `app/dist` for `app/dist/public`: the proper ancestors of a path, outermost first. */
export function ancestorsOf(path: string): string[] {
  const ancestors: string[] = []
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1))
    ancestors.push(path.slice(0, slash))
  return ancestors
}

export type Relation = 'inside' | 'folder' | 'ancestor' | 'outside'

/** Where a path lies, seen from the frontend folder; the folder may be the image's root, the empty string. */
export function relationTo(folder: string, path: string): Relation {
  if (path === folder) return 'folder'
  if (folder === '' || path.startsWith(`${folder}/`)) return 'inside'
  return path === '' || folder.startsWith(`${path}/`) ? 'ancestor' : 'outside'
}

/** The nearest of its relations to several folders. */
export function relationToAny(folders: readonly string[], path: string): Relation {
  const relations = new Set(folders.map((folder) => relationTo(folder, path)))
  return (['inside', 'folder', 'ancestor'] as const).find((one) => relations.has(one)) ?? 'outside'
}

/** A path below a folder, which may be the root. */
export const joinPath = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`)

export type Whiteout =
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'opaque'; readonly path: string }
  /** Bookkeeping of the storage driver, without effect on files. */
  | { readonly kind: 'ignored' }

const marker = '.wh.'

/** OCI image layer: `.wh.name` removes `name` of older layers, `.wh..wh..opq` all that older layers have in its folder. */
export function whiteoutOf(path: string): Whiteout | null {
  const slash = path.lastIndexOf('/')
  const name = path.slice(slash + 1)
  if (!name.startsWith(marker)) return null
  const parent = slash === -1 ? '' : path.slice(0, slash)
  if (name === '.wh..wh..opq') return { kind: 'opaque', path: parent }
  const target = name.slice(marker.length)
  if (target === '' || target === '.' || target === '..' || target.startsWith(marker))
    return { kind: 'ignored' }
  return { kind: 'remove', path: parent === '' ? target : `${parent}/${target}` }
}

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const oddCharacters = /[\u0000-\u001f\u007f\ufffd]/

/** Control characters, or bytes that were no UTF-8. */
export const hasOddCharacters = (path: string): boolean => oddCharacters.test(path)
