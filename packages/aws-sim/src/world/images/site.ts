import { createCipheriv, createHash } from 'node:crypto'
import { buildRecord } from './build-record.ts'
import {
  entryScript,
  formatScript,
  icon,
  indexHtml,
  styleSheet,
  viewScript,
  type SiteSettings,
} from './site-source.ts'

export type { SiteSettings }

export type SiteFile = { readonly path: string; readonly body: Uint8Array; readonly contentType: string }

export type SiteSpec = {
  readonly version: string
  /** What is baked in; `VITE_BUILD_VERSION` and `VITE_BUILD_TIME` are added. */
  readonly settings: SiteSettings
  readonly builtAt: Date
  /** Leaves `lockstep-build.json` beside the site, as `lockstep stamp` does. */
  readonly record?: boolean
  /** More assets, for a site of a real one's weight. */
  readonly bulk?: { readonly files: number; readonly totalBytes: number }
}

/** A built frontend: the very files of `dist/public`. */
export type Site = {
  readonly version: string
  readonly files: readonly SiteFile[]
  /** Path of the entry script. */
  readonly entryPath: string
}

/** Builds a small frontend that really runs in a browser, with content hashes in the names of its assets. */
export function buildSite({ version, settings, builtAt, bulk, record = false }: SiteSpec): Site {
  const baked = { ...settings, VITE_BUILD_VERSION: version, VITE_BUILD_TIME: builtAt.toISOString() }
  const style = asset('index', 'css', styleSheet)
  const view = asset('view', 'js', viewScript)
  const format = asset('format', 'js', formatScript)
  const entry = asset('index', 'js', entryScript(baked, { view: view.name, format: format.name }))
  const html = indexHtml(version, { entry: entry.name, style: style.name })
  const files = [
    text('index.html', html, 'text/html; charset=utf-8'),
    entry.file,
    view.file,
    format.file,
    style.file,
    ...bulkAssets(version, bulk),
    text('favicon.svg', icon, 'image/svg+xml'),
    text('robots.txt', 'User-agent: *\nAllow: /\n', 'text/plain; charset=utf-8'),
  ]
  return {
    version,
    entryPath: entry.file.path,
    files: record ? [...files, buildRecord(version, baked, files)] : files,
  }
}

const contentTypes = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' } as const

function asset(name: string, extension: 'js' | 'css', source: string): { name: string; file: SiteFile } {
  const hashed = `${name}-${createHash('sha256').update(source).digest('base64url').slice(0, 8)}.${extension}`
  return { name: hashed, file: text(`assets/${hashed}`, source, contentTypes[extension]) }
}

const text = (path: string, source: string, contentType: string): SiteFile => ({
  path,
  body: Buffer.from(source),
  contentType,
})

/** Assets that compress about as well as minified code, in seconds for tens of megabytes: a cipher's stream as base64. */
function bulkAssets(version: string, bulk: SiteSpec['bulk']): SiteFile[] {
  if (!bulk) return []
  const seed = createHash('sha256').update(version).digest()
  const stream = createCipheriv('aes-128-ctr', seed.subarray(0, 16), seed.subarray(16))
  const bytesEach = Math.floor(bulk.totalBytes / bulk.files)
  const zeroes = Buffer.alloc(Math.ceil((bytesEach * 3) / 4))
  return Array.from({ length: bulk.files }, (_, index) => {
    const words = stream.update(zeroes).toString('base64')
    return asset(`chunk${index}`, 'js', `export const t="${words}`.slice(0, bytesEach - 2) + '";').file
  })
}
