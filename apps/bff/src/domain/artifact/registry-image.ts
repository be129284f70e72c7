import type { ArtifactLabels, ScanFindings } from '@lockstep/shared-types/artifact'
import { isImmutableTag, versionNames } from './version-names.ts'

/** An image as the registry lists it, without looking inside. */
export type RegistryImage = {
  readonly digest: string
  readonly tags: readonly string[]
  readonly pushedAt: string
  readonly sizeBytes: number
  /** Null when the list does not say; it has to be asked for. */
  readonly scan: ScanFindings | null
}

/** The human name: the newest tag that looks like a version, else what the label says, else the first tag, else the digest. */
export function versionOf(
  image: Pick<RegistryImage, 'tags' | 'digest'>,
  versionPattern: string,
  labels: Pick<ArtifactLabels, 'version'> | null,
): string {
  const [name] = versionNames(image.tags, { versionPattern })
  if (name !== undefined && isImmutableTag(name, { versionPattern })) return name
  return labels?.version ?? name ?? image.tags[0] ?? image.digest
}
