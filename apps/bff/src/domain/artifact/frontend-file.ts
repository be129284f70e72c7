/** One file of the frontend; `path` is relative to the frontend folder, as in the bucket behind the prefix. */
export type FrontendFile = {
  readonly path: string
  readonly size: number
  /** The ETag that S3 gives to this content, without quotes. */
  readonly etag: string
  /** Digest of the layer that holds it. */
  readonly layer: string
}

/** All that the image puts into the frontend folder, sorted by path. */
export type FrontendListing = {
  readonly files: readonly FrontendFile[]
  readonly totalBytes: number
  /** Content of `index.html`; null when it is too large to be one. */
  readonly indexHtml: string | null
}
