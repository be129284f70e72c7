/** What one image may make Lockstep read. Generous for real sites, small enough to stop an attack early. */
export type ImageLimits = {
  readonly layers: number
  /** Entries of all layers together, inside the frontend folder or not. */
  readonly imageEntries: number
  readonly folderEntries: number
  readonly fileBytes: number
  readonly folderBytes: number
  /** Unpacked bytes of one layer. */
  readonly layerBytes: number
  /** Unpacked to packed bytes, looked at once `unpackRatioFloorBytes` are unpacked. */
  readonly unpackRatio: number
  readonly unpackRatioFloorBytes: number
  /** An S3 key has at most 1,024 bytes, prefix included. */
  readonly pathBytes: number
  readonly pathDepth: number
}

export type ImageLimitName =
  | Exclude<keyof ImageLimits, 'unpackRatioFloorBytes'>
  | 'manifestBytes'
  | 'configBytes'

const MiB = 1024 * 1024

export const defaultImageLimits: ImageLimits = {
  layers: 256,
  imageEntries: 500_000,
  folderEntries: 50_000,
  fileBytes: 256 * MiB,
  folderBytes: 1024 * MiB,
  layerBytes: 16 * 1024 * MiB,
  unpackRatio: 200,
  unpackRatioFloorBytes: 64 * MiB,
  pathBytes: 900,
  pathDepth: 32,
}
