import { isPlain, tokenNameOf } from './content-hash-name.ts'

/** How the hashed scripts of a folder are named: the separator and the length of what is behind it, as in `-8`. */
export type TokenForm = { readonly folder: string; readonly form: string }

/**
 * Fonts, pictures and other files that the bundler named as it named the scripts: in their folder, or in one where most of
 * its own have that form. Files that the build only copies may lie beside them, so that what can be read is no hash.
 */
export function hashedMedia(paths: readonly string[], told: readonly TokenForm[]): string[] {
  const folders = Map.groupBy(
    paths.map((path) => ({ path, ...tokenNameOf(path) })).filter(({ isCode }) => !isCode),
    ({ folder }) => folder,
  )
  return [...folders].flatMap(([folder, files]) => {
    const fitting = files.filter(
      ({ separator, token }) =>
        told.some(({ form }) => form === `${separator}${token.length}`) &&
        !isPlain(token) &&
        !isReadable(token),
    )
    const isBundlers = told.some((one) => one.folder === folder) || fitting.length * 2 > files.length
    return isBundlers ? fitting.map(({ path }) => path) : []
  })
}

/** Words, with abbreviations and numbers between them: `BlueGray`, `iconSVG`, `sectionA`, `Mp3Http`. */
function isReadable(token: string): boolean {
  if (numbered.test(token)) return true
  const parts = partsOf(token)
  return parts.every(isSpeakable) && parts.some((part) => part.length > 2 && hasVowel.test(part))
}

/** As cameras, scanners and standards name things: `DSCN1234`, `HTTP_301`. */
const numbered = /^[A-Za-z]{1,4}([_-]?\d+|[_-][A-Z]+)+$/

/** `SVGIcon2` as `SVG`, `Icon`, `2`. */
const partsOf = (token: string): readonly string[] =>
  token.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[A-Z]|\d+/g) ?? []

const hasVowel = /[aeiouy]/i

/** Such as no word begins: `Bmde`. */
const oddBeginning = /^(?!js|gz)([bfgjklmrvwxz][^aeiouhlrwyn]|[dnqt][^aeiouhlrswyj]|q[^u])/i

/** An abbreviation is short, as `Http` and `JPEG` are; a word has vowels between its consonants. */
const isSpeakable = (part: string): boolean =>
  /^\d+$/.test(part) ||
  (part.length <= 4 && (/^[A-Z]+$/.test(part) || !hasVowel.test(part))) ||
  (hasVowel.test(part) && !/[^aeiouy]{5}/i.test(part) && !oddBeginning.test(part))
