/** Whole folders whose content never changes under its name: of Next.js and of SvelteKit. */
const immutableFolder = /(^|\/)(_next\/static|_app\/immutable)\//

/** What stands behind the name of a script, a style or a medium without being its type. */
const addition = /(\.LICENSE\.txt)?(\.map)?(\.(gz|br|zst))?$/
const extension = /\.[A-Za-z0-9]{1,12}$/
const variety = /([.-](chunk|bundle|min|module|modern|legacy|async|worker))+$/

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Whether the name says which content it has, as builds by Vite, webpack, Angular, esbuild, Parcel, Nuxt, Astro, Next.js
 * and SvelteKit name their files: `name-HASH.ext`, `name.HASH.ext`, `HASH.ext`. Such a file may be cached for good.
 * Conservative: a word, a date or a version is no hash, and what may be either is taken for none.
 */
export function isContentHashed(path: string): boolean {
  if (immutableFolder.test(path)) return true
  const name = path.slice(path.lastIndexOf('/') + 1).replace(addition, '')
  const type = extension.exec(name)?.[0] ?? ''
  if (type === '') return false
  const stem = name.slice(0, -type.length).replace(variety, '')
  const isCode = codeType.test(type)
  const afterSeparator = /[.~_-]([A-Za-z0-9]+)$/.exec(stem)?.[1]
  // A hash in base64url holds the separators itself.
  const lastEight = /(?:^|[.~_-])([\w-]{8})$/.exec(stem)?.[1]
  // Astro puts a second one, of the picture's size and format, behind the first.
  const ofPicture = /[.-]([\w-]{8})_[A-Za-z0-9]{4,8}$/.exec(stem)?.[1]
  if (uuid.test(stem) || /^[0-9a-f]{16,64}$/.test(stem)) return isHash(stem, isCode)
  // What a service worker by Workbox loads: no other file has that name, so that all eight digits may be alike.
  if (isCode && /^workbox-[0-9a-f]{8}$/.test(stem)) return true
  return [afterSeparator, lastEight, ofPicture].some((token) => token !== undefined && isHash(token, isCode))
}

const codeType = /\.(js|mjs|cjs|css)$/
const tokenAtEnd = /([-.])([\w-]{8}|[0-9a-f]{10,32})$/

/** A name with what may be a hash behind its last separator. */
export type TokenName = {
  readonly folder: string
  readonly separator: string
  /** Empty where the name has no such end. */
  readonly token: string
  /** A script or a style. */
  readonly isCode: boolean
}

export function tokenNameOf(path: string): TokenName {
  const slash = path.lastIndexOf('/')
  const name = path.slice(slash + 1).replace(addition, '')
  const stem = name.replace(extension, '').replace(variety, '')
  const [, separator = '', token = ''] = tokenAtEnd.exec(stem) ?? []
  return { folder: path.slice(0, slash + 1), separator, token, isCode: codeType.test(name) }
}

/** Words and numbers, as in `carousel`, `v2-beta1`, `feed2024` or `20241120`. */
export const isPlain = (token: string): boolean =>
  token.split(/[_-]/).every((part) => /^([a-z]*\d*|v\d+[a-z]*\d*|\d+T\d+Z?)$/.test(part))

/**
 * Whether the name of a script or a style may hold a hash. One file by itself does not tell: some hashes by Vite are like
 * words (`index-BnsyQuTe.js`), and some by esbuild like abbreviations (`main-OISJKX77.js`).
 */
export function mayBeContentHashed(path: string): boolean {
  const { token, isCode } = tokenNameOf(path)
  return isContentHashed(path) || (isCode && token !== '' && (!isPlain(token) || isUnspeakable(token)))
}

/** Eight letters and digits without a vowel (`rxrphrr9`) are no word with a number, though they have its form. */
const isUnspeakable = (token: string): boolean =>
  /^[b-df-hj-np-tv-xz]{5,}\d+$/.test(token) && token.length === 8

function isHash(token: string, isCode: boolean): boolean {
  if (uuid.test(token)) return true
  if (!/[A-Za-z]/.test(token) || /^\d{8}T?\d*Z?$/.test(token)) return false
  const changes = changesOfKind(token)
  if (/^[0-9a-f]{16,64}$/.test(token)) return changes > 0
  if (/^[0-9a-f]{8,15}$/.test(token)) return changes > 1 || (changes === 1 && isNoHexWord(token))
  if (/^[A-Z2-7]{8}$/.test(token)) return changes > 1 || (isCode && changes === 0)
  const mixed = /[a-z]/.test(token) && /[A-Z]/.test(token)
  if (token.length === 8) {
    if (mixed) return looksRandom(token) && (isCode || /\d/.test(token) || /[A-Z]{2}/.test(token))
    return /^[a-z0-9]+$/.test(token) && changes > 2
  }
  return token.length >= 10 && token.length <= 32 && mixed && /\d/.test(token) && looksRandom(token)
}

/** Digits beside letters that are no word, as in `2178cfdb`: neither `feed2024` nor `2024bcdf`. */
const isNoHexWord = (token: string): boolean =>
  /[b-df]{3}/.test(token) && !/[ae]|(19|20)\d\d(?!\d)/.test(token)

/** How often a digit follows a letter, or a letter a digit. */
const changesOfKind = (token: string): number =>
  token.replaceAll(/[^A-Za-z0-9]/g, '').match(/(?<=\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\d)/g)?.length ?? 0

/** `BlueGray`, `SVGIcon`, `iconSVG`, `Roboto12`. */
const words = /^([A-Z]{2,4}(?=[A-Z][a-z]))?[a-z]*([A-Z][a-z]+)*\d*$|^[a-z]*([A-Z][a-z]+)*[A-Z]{2,4}\d*$/

/** Neither words nor words with a separator between them. */
const looksRandom = (token: string): boolean => token.split(/[_-]/).some((part) => !words.test(part))
