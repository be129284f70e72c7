import { isContentHashed, isPlain, tokenNameOf } from './content-hash-name.ts'
import { hashedMedia, type TokenForm } from './hashed-media.ts'

/** From so many on, hashes are not all like words. */
const many = 3

/**
 * The files of a build whose names say their content. A bundler names all that it writes into a folder in one way, so
 * that scripts and styles are judged together: where most names of a folder have that form, all that have it hold a hash.
 * Fonts, pictures and the like are named in the form of the scripts.
 */
export function hashedFiles(paths: readonly string[]): ReadonlySet<string> {
  const hashed = new Set(paths.filter(isContentHashed))
  const folders = new Map<string, Map<string, { path: string; token: string }[]>>()
  for (const path of paths) {
    const { folder, separator, token, isCode } = tokenNameOf(path)
    if (!isCode) continue
    const forms = folders.get(folder) ?? new Map<string, { path: string; token: string }[]>()
    const form = `${separator}${token.length}`
    folders.set(folder, forms.set(form, [...(forms.get(form) ?? []), { path, token }]))
  }
  const told: TokenForm[] = []
  for (const [folder, forms] of folders) {
    const all = [...forms.values()].flat()
    for (const [form, files] of forms) {
      const isHex = files.every(({ token }) => /^[0-9a-f]+$/.test(token))
      const fitting = files.filter(({ token }) =>
        isHex ? isHexHash(token) : token !== '' && !isPlain(token),
      )
      const isTold =
        fitting.length < many || fitting.some(({ path, token }) => /\d/.test(token) || isContentHashed(path))
      if (fitting.length * 2 <= all.length || !isTold) continue
      told.push({ folder, form })
      for (const { path } of fitting) hashed.add(path)
    }
  }
  return new Set([...hashed, ...hashedMedia(paths, told)])
}

/** Among others of its kind: neither a word nor a date. */
const isHexHash = (token: string): boolean => /\d/.test(token) && !/^(19|20)\d{6}$/.test(token)
