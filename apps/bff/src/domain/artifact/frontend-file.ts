/** One file of the frontend; `path` is relative to the frontend folder, as in the bucket behind the prefix. */
export type FrontendFile = {
  readonly path: string
  readonly size: number
  /** The ETag that S3 gives to this content, without quotes. */
  readonly etag: string
  /** Digest of the layer that holds its content. */
  readonly layer: string
  /** Which entry of that layer's tar it is, counted from 0; links may make one entry several files. */
  readonly entry: number
}

/** All that the image puts into the frontend folder, sorted by path. */
export type FrontendListing = {
  readonly files: readonly FrontendFile[]
  readonly totalBytes: number
  /** Content of `index.html`; null when it is too large to be one. */
  readonly indexHtml: string | null
}
