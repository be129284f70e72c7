/** A blob of the registry. */
export type Blob = { readonly digest: string; readonly size: number }
export type LayerBlob = Blob & { readonly mediaType: string }

/** One platform's image: its config, and its layers oldest first, as manifests list them. */
export type ImageManifest = {
  readonly digest: string
  readonly config: Blob
  readonly layers: readonly LayerBlob[]
  readonly annotations: Readonly<Record<string, string>>
}

/** What Lockstep reads of an image's config. */
export type ImageConfig = {
  readonly labels: Readonly<Record<string, string>>
  readonly createdAt: string | null
  /** The command that made each layer, oldest first; null for layers without history. */
  readonly history: readonly { readonly createdBy: string | null; readonly empty: boolean }[]
}

export type Platform = { readonly os: string; readonly architecture: string }
export const defaultPlatform: Platform = { os: 'linux', architecture: 'amd64' }
