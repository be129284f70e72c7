import type { ArtifactLabels, ScanFindings } from '@lockstep/shared-types/artifact'

/** An image as the registry lists it, without looking inside. */
export type RegistryImage = {
  readonly digest: string
  readonly tags: readonly string[]
  readonly pushedAt: string
  readonly sizeBytes: number
  /** Null when the list does not say; it has to be asked for. */
  readonly scan: ScanFindings | null
}

/** The human name: the tag that looks like a version, else what the label says, else the first tag, else the digest. */
export function versionOf(
  image: Pick<RegistryImage, 'tags' | 'digest'>,
  versionPattern: string,
  labels: Pick<ArtifactLabels, 'version'> | null,
): string {
  const pattern = new RegExp(versionPattern)
  return image.tags.find((tag) => pattern.test(tag)) ?? labels?.version ?? image.tags[0] ?? image.digest
}
