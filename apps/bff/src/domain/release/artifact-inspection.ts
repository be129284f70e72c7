import type { ArtifactLabels } from '@lockstep/shared-types/artifact'
import type { BundleEvidence } from '../bundle/bundle-evidence.ts'
import type { JudgedPage } from '../bundle/weigh-tags.ts'

/** What looking inside an image says about its frontend. */
export type ArtifactInspection = {
  readonly labels: ArtifactLabels
  readonly files: readonly { readonly path: string }[]
  readonly totalBytes: number
  /** `data-build-version` of the built HTML. */
  readonly buildVersion: string | null
  /** What the scripts of the image's frontend say; null when its page leads to none. */
  readonly entry: BundleEvidence | null
  /** Where scripts of its page lie that are not in the folder. */
  readonly elsewhere: readonly string[]
  /** Where a page without a script leads browsers on to; null when it does not. */
  readonly leadsTo: string | null
  /** What the page's own policies judge. */
  readonly page: JudgedPage
}
