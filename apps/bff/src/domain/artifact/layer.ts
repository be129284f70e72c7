export type LinkOrOdd = 'link' | 'device' | 'unknown-entry'

/** One path of a layer, as far as it matters for the frontend folder. */
export type LayerNode =
  | { readonly kind: 'directory' }
  | {
      readonly kind: 'file'
      readonly size: number
      /** The ETag that S3 gives to this content when uploaded in parts of `partBytes`. */
      readonly etag: string
      /** Content of the folder's `index.html`, when it is of sane size. */
      readonly text: string | null
    }
  | { readonly kind: LinkOrOdd }

/** What one layer says about the frontend folder and the way to it. Paths are relative to the image's root. */
export type LayerSummary = {
  readonly nodes: ReadonlyMap<string, LayerNode>
  /** Hidden in older layers, with all below. */
  readonly removed: ReadonlySet<string>
  /** All below is hidden in older layers. */
  readonly opaque: ReadonlySet<string>
  /** Entries of the layer, inside the folder or not. */
  readonly entries: number
}

/** Files up to this size are uploaded in one piece, larger ones in parts of it, as the AWS CLI does: the ETags agree. */
export const partBytes = 8 * 1024 * 1024
