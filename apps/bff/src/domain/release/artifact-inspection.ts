import type { ArtifactLabels } from '@lockstep/shared-types/artifact'

/** What looking inside an image says about its frontend. */
export type ArtifactInspection = {
  readonly labels: ArtifactLabels
  readonly files: readonly unknown[]
  readonly totalBytes: number
  /** `data-build-version` of the built HTML. */
  readonly buildVersion: string | null
  /** The entry script that the built HTML loads; null when there is none in the image. */
  readonly entry: {
    /** Declared settings found in it, by name. */
    readonly settings: Readonly<Record<string, string>>
    /** Which forbidden values it holds. */
    readonly forbidden: readonly string[]
  } | null
}
