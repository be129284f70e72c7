import type { PlatformImage } from './platform.ts'

/** A blob of the registry. */
export type Blob = { readonly digest: string; readonly size: number }
export type LayerBlob = Blob & { readonly mediaType: string }

/** One platform's image: its config, and its layers oldest first, as manifests list them. */
export type ImageManifest = {
  readonly digest: string
  /** The images of all platforms, itself first: the registry scans each by itself. */
  readonly platforms: readonly PlatformImage[]
  readonly config: Blob
  readonly layers: readonly LayerBlob[]
  readonly annotations: Readonly<Record<string, string>>
}

/** What Lockstep reads of an image's config. */
export type ImageConfig = {
  readonly labels: Readonly<Record<string, string>>
  readonly createdAt: string | null
  /** What it is made for; null when it does not say. */
  readonly platform: string | null
  /** The command that made each layer, oldest first; null for layers without history. */
  readonly history: readonly { readonly createdBy: string | null; readonly empty: boolean }[]
}
