import { matcherOf } from './exclude-files.ts'
import { hashedFiles } from './hashed-files.ts'
import { isPageFile } from './publish-order.ts'
import type { PublishedFile } from './retention.ts'

/** What publishing an image would do that somebody should know before; paths below the site's root. */
export type FileRisks = {
  /** Get other bytes under their name, pages apart: the edge has to forget them. */
  readonly changed: readonly string[]
  /** Of these, what browsers and the edge may have kept for long. */
  readonly changedAssets: readonly string[]
  /** In the bucket, but not as Lockstep published it: something else put it there, and it would be overwritten. */
  readonly foreign: readonly string[]
  readonly sourceMaps: readonly string[]
  /** Files that are rarely meant for the public, such as `.env`. */
  readonly odd: readonly string[]
  /** Belong to the bucket, says the configuration, and are not in it. */
  readonly missing: readonly string[]
}

export type FileRisksInput = {
  /** What the image holds, without what is excluded. */
  readonly build: readonly { readonly path: string; readonly size: number }[]
  /** Paths of the build that the bucket has with another content. */
  readonly changed: readonly string[]
  readonly stored: ReadonlyMap<string, { readonly etag: string }>
  readonly published: readonly PublishedFile[]
  readonly frontend: { readonly keep: readonly string[]; readonly assetsPrefix: string }
}

/** What a page loads and does not ask for anew each time. */
const assetType =
  /\.(js|mjs|css|png|jpe?g|gif|webp|avif|svgz?|ico|bmp|woff2?|ttf|otf|eot|mp[34]|webm|og[gv]|wav|m4a|pdf|wasm|data|glb|gltf)(\.(br|gz|zst))?$/i
/** Browsers ask for these each time they look for a new version. */
const serviceWorker = /(^|\/)(sw|service-?worker|registersw|ngsw-worker|firebase-messaging-sw)[^/]*\.m?js$/i
/** What environments put into their buckets themselves, so that one build serves all of them. */
const runtimeConfig = /(^|[/.-])(app-?)?(config|settings|env|environment|runtime)([.-][\w-]+)*\.(js|json)$/i
const oddFiles = matcherOf([
  '.env',
  '.env.*',
  '**/.git/**',
  '.npmrc',
  '.htpasswd',
  '*.pem',
  '*.key',
  '*.tfstate',
  '**/node_modules/**',
  '.DS_Store',
  'Thumbs.db',
])

export function fileRisks({ build, changed, stored, published, frontend }: FileRisksInput): FileRisks {
  const isKept = matcherOf(frontend.keep)
  const hashed = hashedFiles(build.map(({ path }) => path))
  const own = new Map(published.map((file) => [file.path, file]))
  const inPlace = changed.filter((path) => !isPageFile(path) && !isKept(path))
  return {
    changed: inPlace,
    changedAssets: inPlace.filter(
      (path) =>
        !serviceWorker.test(path) &&
        // Of another encryption than by MD5 nobody knows whether a name with a hash has changed at all.
        (hashed.has(path) ? own.has(path) : isAsset(path, frontend.assetsPrefix)),
    ),
    foreign: inPlace.filter((path) => {
      const file = own.get(path)
      // Before the first release nothing is Lockstep's own: only what looks like an environment's settings tells of a risk.
      if (file === undefined) return !hashed.has(path) && (own.size > 0 || runtimeConfig.test(path))
      return file.uploaded && (file.storedEtag ?? file.etag) !== stored.get(path)?.etag
    }),
    sourceMaps: build.map(({ path }) => path).filter((path) => /\.map$/i.test(path) && !isKept(path)),
    odd: build.map(({ path }) => path).filter((path) => oddFiles(path) && !isKept(path)),
    missing: build.map(({ path }) => path).filter((path) => isKept(path) && !stored.has(path)),
  }
}

const isAsset = (path: string, assetsPrefix: string): boolean =>
  assetType.test(path) || (assetsPrefix !== '' && path.startsWith(assetsPrefix))
