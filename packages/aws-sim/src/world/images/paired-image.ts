import { createRandom } from '../random.ts'
import { buildLayer, whiteout, type Layer, type LayerCompression } from './layer.ts'
import type { Site } from './site.ts'
import type { TarEntry } from './tar.ts'

const SITE_FOLDER = 'app/dist/public'

export type PairedLayersSpec = {
  readonly version: string
  /** Null: an image whose build forgot the frontend. */
  readonly site: Site | null
  readonly compression?: LayerCompression
}

/** The layers of an image that holds the backend and, at `/app/dist/public`, the built frontend. */
export function pairedLayers({ version, site, compression = 'gzip' }: PairedLayersSpec): Layer[] {
  const app = buildLayer(
    [{ path: 'app/server.js', body: `export const version = '${version}'\n`, mode: 0o755 }],
    compression,
  )
  const layers = [systemLayer(), skeletonLayer(), app]
  if (site)
    layers.push(buildLayer([whiteout(`${SITE_FOLDER}/placeholder.txt`), ...siteEntries(site)], compression))
  return layers
}

/** The site's files as a layer has them, folders first. */
function siteEntries(site: Site): TarEntry[] {
  return [
    { path: `${SITE_FOLDER}/`, type: 'directory' },
    { path: `${SITE_FOLDER}/assets/`, type: 'directory' },
    ...site.files.map(({ path, body }) => ({ path: `${SITE_FOLDER}/${path}`, body })),
  ]
}

let system: Layer | null = null

/** Stands for the operating system and the runtime: the same for all versions. */
function systemLayer(): Layer {
  if (system) return system
  const random = createRandom(7)
  const noise = Buffer.from(Array.from({ length: 200_000 }, () => random.integer(0, 255)))
  system = buildLayer([
    { path: 'etc/os-release', body: 'NAME="Sim Linux"\n' },
    { path: 'bin/', type: 'directory' },
    { path: 'bin/sh', type: 'symlink', target: '../usr/bin/sh' },
    { path: 'usr/bin/node', body: noise, mode: 0o755 },
  ])
  return system
}

/** What the framework's template leaves in the image, and the build then takes away. */
const skeletonLayer = (): Layer =>
  buildLayer([
    { path: 'app/', type: 'directory' },
    { path: 'app/package.json', body: '{"name":"storefront","type":"module"}\n' },
    { path: `${SITE_FOLDER}/`, type: 'directory' },
    { path: `${SITE_FOLDER}/placeholder.txt`, body: 'The frontend is built into this folder.\n' },
  ])
