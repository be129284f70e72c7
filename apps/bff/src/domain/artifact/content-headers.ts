import { contentType } from 'mime-types'

export type ContentHeaders = { readonly contentType: string; readonly contentEncoding: string | null }

/** Files that say by their name alone, without an extension, what they are. */
const byName: Readonly<Record<string, string>> = {
  'apple-app-site-association': 'application/json',
  'openid-configuration': 'application/json',
  'oauth-authorization-server': 'application/json',
}

const encodings: Readonly<Record<string, string>> = { br: 'br', gz: 'gzip', zst: 'zstd' }

/**
 * What a page loads, where the packed file is meant to be unpacked by the browser. Anything else that is packed, such as
 * an archive, a table or a document, is a download and stays as it is.
 */
const unpacked =
  /\.(js|mjs|css|html?|json|webmanifest|wasm|svg|xml|txt|map|ttf|otf|eot|ico|bmp|glb|gltf|data|mem|symbols\.json)$/i

/** How a file is served, by its name. */
export function contentHeadersOf(path: string): ContentHeaders {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const [, inner = '', packing = ''] = /^(.+)\.(br|gz|zst)$/i.exec(name) ?? []
  const encoding = encodings[packing.toLowerCase()]
  if (encoding !== undefined && unpacked.test(inner))
    return { contentType: typeOf(inner), contentEncoding: encoding }
  // Packed SVG has an extension of its own, and is never served otherwise.
  if (/\.svgz$/i.test(name)) return { contentType: typeOf('x.svg'), contentEncoding: 'gzip' }
  return { contentType: typeOf(name), contentEncoding: null }
}

const typeOf = (name: string): string => contentType(byName[name] ?? name) || 'application/octet-stream'
