/**
 * What one image may make Lockstep take. Generous for real sites, small enough to stop an attack early. They hold for
 * the frontend's files: what else an image holds is passed over, for as long as `layerSeconds` allows.
 */
export type ImageLimits = {
  readonly layers: number
  readonly files: number
  readonly fileBytes: number
  readonly folderBytes: number
  /** For reading one layer to its end, however slow it comes and however much it unpacks to. */
  readonly layerSeconds: number
  /** An S3 key has at most 1,024 bytes, prefix included. */
  readonly pathBytes: number
  readonly pathDepth: number
}

export type ImageLimitName = keyof ImageLimits | 'manifestBytes' | 'configBytes'

const MiB = 1024 * 1024

export const defaultImageLimits: ImageLimits = {
  layers: 256,
  files: 50_000,
  fileBytes: 256 * MiB,
  folderBytes: 1024 * MiB,
  layerSeconds: 600,
  pathBytes: 900,
  pathDepth: 32,
}

/** The limits that an environment can raise, with their keys in the configuration. */
export const raisedBy: Readonly<Partial<Record<ImageLimitName, string>>> = {
  files: 'frontend.limits.files',
  fileBytes: 'frontend.limits.fileMegabytes',
  folderBytes: 'frontend.limits.totalMegabytes',
  layerSeconds: 'frontend.limits.layer',
}

/** What an environment's configuration says of them. */
export type ConfiguredLimits = {
  readonly files: number
  readonly fileMegabytes: number
  readonly totalMegabytes: number
  readonly layerSeconds: number
}

export const imageLimitsOf = (configured: ConfiguredLimits): ImageLimits => ({
  ...defaultImageLimits,
  files: configured.files,
  fileBytes: configured.fileMegabytes * MiB,
  folderBytes: configured.totalMegabytes * MiB,
  layerSeconds: configured.layerSeconds,
})
