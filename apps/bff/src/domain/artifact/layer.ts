export type OddNode = 'device' | 'unknown-entry' | 'sparse-file'

/** A file's content as one layer holds it. */
export type LayerFile = {
  readonly kind: 'file'
  readonly size: number
  /** The ETag that S3 gives to this content when uploaded in parts of `partBytes`. */
  readonly etag: string
  /** Content of an `index.html`, when it is of sane size. */
  readonly text: string | null
  /** Which entry of the layer's tar it is, counted from 0. */
  readonly entry: number
}

/** One path of a layer, as far as it matters for the frontend folder. */
export type LayerNode =
  | { readonly kind: 'directory' }
  | LayerFile
  /** `target` as the layer says it: relative to the link's folder, or to the image's root where it begins with `/`. */
  | { readonly kind: 'symlink'; readonly target: string }
  /** Another name of a file; `target` is relative to the image's root. */
  | { readonly kind: 'hardlink'; readonly target: string }
  | { readonly kind: OddNode }

/** What one layer says about the frontend folder and the way to it. Paths are relative to the image's root. */
export type LayerSummary = {
  readonly nodes: ReadonlyMap<string, LayerNode>
  /** Hidden in older layers, with all below. */
  readonly removed: ReadonlySet<string>
  /** All below is hidden in older layers. */
  readonly opaque: ReadonlySet<string>
}

/** Files up to this size are uploaded in one piece, larger ones in parts of it, as the AWS CLI does: the ETags agree. */
export const partBytes = 8 * 1024 * 1024
