/** What a file says of its own kind, as the place that serves it passes it on. */
export type StatedType = {
  /** Media type without parameters, lower case; null when none is stated. */
  readonly contentType: string | null
  /** `X-Content-Type-Options: nosniff`; left out where it is not. */
  readonly isNoSniff?: boolean
}

/** How browsers load a file. */
export type LoadedAs = 'page' | 'module' | 'script' | 'style'

/** https://mimesniff.spec.whatwg.org/#javascript-mime-type */
const javaScript =
  /^(text|application)\/(x-)?(java|ecma)script$|^text\/(javascript1\.[0-5]|jscript|livescript)$/
/** Refused as scripts in any case. https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type? */
const neverScript = /^((audio|image|video)\/|text\/csv$)/
/** Browsers look into these themselves. https://mimesniff.spec.whatwg.org/#determining-the-computed-mime-type-of-a-resource */
const unsaid: readonly (string | null)[] = [null, '', '*/*', 'unknown/unknown', 'application/unknown']
/** What a script may import besides scripts. */
const otherModule = /\.(json|css|wasm)$/i

/** Whether browsers refuse a file for the type that it states; a page is then downloaded, or shown as text. */
export function isRefused(
  path: string,
  { contentType, isNoSniff = false }: StatedType,
  as: LoadedAs,
): boolean {
  switch (as) {
    case 'page':
      return (
        !['text/html', 'application/xhtml+xml'].includes(contentType ?? '') &&
        (isNoSniff || !unsaid.includes(contentType))
      )
    case 'module':
      return !otherModule.test(path) && !javaScript.test(contentType ?? '')
    case 'script':
      return isNoSniff ? !javaScript.test(contentType ?? '') : neverScript.test(contentType ?? '')
    case 'style':
      return contentType !== 'text/css' && (isNoSniff || !unsaid.includes(contentType))
  }
}

export const typeWords = ({ contentType }: StatedType): string =>
  contentType || 'nothing, without Content-Type'
